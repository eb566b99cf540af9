using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>Names a server's process and, where it has replicas, its time as the primary: it may be one for a second time.</summary>
internal static class ServerRun
{
    /// <exception cref="InvalidCastException">It is not said, or that is not Redis.</exception>
    public static async Task<string> OfAsync(IServer server)
    {
        var (process, replication) = (
            server.ExecuteAsync("INFO", "server"),
            server.ExecuteAsync("INFO", "replication")
        );
        var run =
            ValueOf("run_id:", (string?)await process) ?? throw new InvalidCastException("A server without a run id.");
        return $"{run}.{ValueOf("master_replid:", (string?)await replication)}";
    }

    private static string? ValueOf(string name, string? info)
    {
        foreach (var line in (info ?? "").AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return line[name.Length..].Trim().ToString();
        }
        return null;
    }
}
