using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>A workspace that an account has connected with the public connection, with the pages that it picked there.</summary>
internal sealed record NotionAuthorization
{
    // No configured connection has a colon in its name.
    private const string Prefix = $"{NotionConnectionOptions.Public}:";

    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required BotUser Bot { get; init; }

    public required Secret AccessToken { get; init; }

    /// <summary>Null where Notion gave none.</summary>
    public Secret? RefreshToken { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when Notion accepts it no more; null while it does.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What enrichments call it.</summary>
    public string ConnectionName => Prefix + Id;

    /// <returns>Null for the name of another kind of connection.</returns>
    public static string? IdOf(string connectionName) =>
        connectionName.StartsWith(Prefix, StringComparison.Ordinal) ? connectionName[Prefix.Length..] : null;
}
