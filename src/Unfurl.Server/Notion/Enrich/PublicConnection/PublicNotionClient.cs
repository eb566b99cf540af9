using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.OAuth.Grants;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>Notion's OAuth endpoints with the keys of the public connection, which are not those of the Link Preview connection.</summary>
internal sealed class PublicNotionClient(
    IHttpClientFactory http,
    UnfurlOptions settings,
    TimeProvider time,
    ILogger<NotionTokenRevocation> logger
)
{
    /// <summary>Nothing is asked with it where no public connection is configured.</summary>
    public NotionClient Client { get; } =
        new(
            http.CreateClient(nameof(NotionClient)),
            settings.Notion.Public?.ClientId ?? "none",
            settings.Notion.Public?.ClientSecret ?? new Secret("none"),
            $"{settings.Notion.Version:O}",
            time
        );

    /// <summary>Does not wait: a slow Notion must not hold the page of a user who disconnects.</summary>
    public void Revoke(Secret token) => new NotionTokenRevocation(Client, logger).Start(token);
}
