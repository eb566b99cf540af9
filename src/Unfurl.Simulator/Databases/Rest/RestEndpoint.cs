namespace Unfurl.Simulator.Databases.Rest;

/// <summary>An endpoint of the REST API: what it takes and needs, and how it is served.</summary>
internal sealed record RestEndpoint(
    string Method,
    string Path,
    ConnectionCapabilities Needs,
    Func<RestCall, RestResponse> Serve
)
{
    public string Name => $"{Method} {Path}";

    public bool HasBody => Method is "POST" or "PATCH";

    public bool IsWrite => Method == "PATCH" || Path == "/v1/pages";

    // Parameters of the query string; another one is refused.
    public IReadOnlyList<string> Parameters { get; init; } = [];

    // Members of the body; another one is refused.
    public IReadOnlyList<string> Members { get; init; } = [];
}
