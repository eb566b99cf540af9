namespace Unfurl.Simulator;

/// <summary>A failure that Notion is told to answer with.</summary>
/// <param name="Status">The HTTP status; 0 to accept the request and never answer, -1 to end the connection.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header, in whole seconds.</param>
public sealed record NotionFault(int Status, TimeSpan? RetryAfter = null)
{
    /// <summary>Takes the request and never answers.</summary>
    public static readonly NotionFault NoResponse = new(0);

    /// <summary>Takes the request and ends the connection.</summary>
    public static readonly NotionFault ConnectionReset = new(-1);

    /// <summary>Notion's word for the status (reference page "Status codes").</summary>
    internal string Code =>
        Status switch
        {
            400 => "validation_error",
            401 => "unauthorized",
            403 => "restricted_resource",
            404 => "object_not_found",
            409 => "conflict_error",
            429 => "rate_limited",
            503 => "service_unavailable",
            504 => "gateway_timeout",
            529 => "service_overload",
            _ => "internal_server_error",
        };
}
