namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// The limits of a request: its connection's, its workspace's, its endpoint's. A refused request does not count.
/// </summary>
internal static class RestLimits
{
    // Null if the request is within all limits; it is counted then.
    public static RestResponse? Take(SimulatedConnection connection, string endpoint)
    {
        var workspace = connection.Workspace;
        List<(string Reason, int? Limit, SlidingWindow Window)> limits =
        [
            ("public_api_request_rate_limit", connection.RequestsPerMinute, connection.Window),
            ("public_api_space_request_rate_limit", workspace.RequestsPerMinute, workspace.Window),
        ];
        if (workspace.EndpointLimits.TryGetValue(endpoint, out var found))
            limits.Add(("public_api_endpoint_rate_limit", found.Limit, found.Window));

        foreach (var (reason, limit, window) in limits)
        {
            var wait = window.WaitFor(limit);
            if (wait > TimeSpan.Zero)
                return RestResponse.RateLimited(reason, wait);
        }
        foreach (var (_, _, window) in limits)
            window.Take();
        return null;
    }
}
