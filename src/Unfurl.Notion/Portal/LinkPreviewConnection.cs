namespace Unfurl.Notion.Portal;

/// <summary>The connection between Notion and the service, as registered in Notion's developer portal.</summary>
public sealed record LinkPreviewConnection
{
    /// <summary>The service's authorization endpoint.</summary>
    public required Uri AuthorizeUrl { get; init; }

    /// <summary>The service's token endpoint.</summary>
    public required Uri TokenUrl { get; init; }

    /// <summary>The Unfurl Callback URL.</summary>
    public required Uri UnfurlUrl { get; init; }

    /// <summary>The Deleted Token Callback URL.</summary>
    public required Uri DeletionUrl { get; init; }

    /// <summary>
    /// Gets the pair that Notion presents to the service. A function, because a generated pair is kept in storage, which
    /// is not ready while endpoints are mapped.
    /// </summary>
    public required Func<(string Id, Secret Secret)> Client { get; init; }

    /// <summary>The root of Notion's API.</summary>
    public required Uri ApiUrl { get; init; }

    /// <summary>The value of the header <c>Notion-Version</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The pair that the service presents to Notion.</summary>
    public required (string Id, Secret Secret) NotionClient { get; init; }
}
