namespace Unfurl.Simulator;

/// <summary>
/// A failure to inject into Notion's responses. Status 0 accepts the request and never responds; -1 closes the
/// connection. <c>RetryAfter</c> is sent in whole seconds; <c>Reason</c> is that of a rate limit. <c>AfterCommit</c> and
/// <c>IsHtml</c> are for the REST API.
/// </summary>
public sealed record NotionFault(int Status, TimeSpan? RetryAfter = null, string? Reason = null)
{
    public static readonly NotionFault NoResponse = new(0);

    public static readonly NotionFault ConnectionReset = new(-1);

    // The request is served, and its answer is lost. One that is refused is answered as ever.
    public bool AfterCommit { get; init; }

    // The answer is a page of what stands before the API, without Notion's format.
    public bool IsHtml { get; init; }

    // Notion's error code for the status (reference page "Status codes").
    internal string Code =>
        Status switch
        {
            400 => "validation_error",
            401 => "unauthorized",
            403 => "restricted_resource",
            404 => "object_not_found",
            409 => "conflict_error",
            429 => "rate_limited",
            502 => "bad_gateway",
            503 => "service_unavailable",
            504 => "gateway_timeout",
            529 => "service_overload",
            _ => "internal_server_error",
        };
}
