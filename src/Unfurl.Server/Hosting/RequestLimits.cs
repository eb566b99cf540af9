using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Unfurl.Server.Hosting;

/// <summary>Kestrel responds to violations itself and closes the connection: 414, 431, 413, 408 or 400.</summary>
internal static class RequestLimits
{
    private const int MaxConnections = 2000;
    private const int MinConnections = 50;

    // Assemblies take about 350 files. The rest is for calls to providers and Notion, the database and Redis.
    private const int OtherFiles = 600;

    /// <summary>How many connections an address takes at once; Kestrel closes further ones.</summary>
    public static int Connections { get; } =
        FileLimit.Read() is { } files ? Math.Clamp(files - OtherFiles, MinConnections, MaxConnections) : MaxConnections;

    public static void AddRequestLimits(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            Set(options.Limits);
        });

    private static void Set(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = Connections;
        // Nothing here upgrades a connection.
        limits.MaxConcurrentUpgradedConnections = 0;
        // The largest body is the simulator's 500 KB, which is Notion's limit.
        limits.MaxRequestBodySize = 1024 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        // Limits how long idle and slow connections are held.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
