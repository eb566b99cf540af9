using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Unfurl.Server.Hosting;

/// <summary>
/// How large a request may be and how slowly it may come, before anything reads it. Kestrel answers what is over a limit
/// itself, without a body, and closes the connection: 414, 431, 413, 408; what is no HTTP at all 400.
/// </summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            Set(options.Limits);
        });

    private static void Set(KestrelServerLimits limits)
    {
        // The largest body that anyone here takes: the simulator's, which reads what Notion would, 500 KB.
        limits.MaxRequestBodySize = 1024 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        // Who opens connections and says nothing, or a byte now and then, holds each for a short time only.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
