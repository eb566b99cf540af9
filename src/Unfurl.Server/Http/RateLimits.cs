using System.Threading.RateLimiting;

namespace Unfurl.Server.Http;

/// <summary>Limits requests that need no token.</summary>
internal static class RateLimits
{
    /// <summary>For starting an authorization or a sign-in, per address; offices share one address.</summary>
    public const string Browser = "browser";

    private const int PerMinute = 300;

    public static void AddRateLimits(this WebApplicationBuilder builder) =>
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(
                Browser,
                context =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        context.Connection.RemoteIpAddress?.ToString() ?? "",
                        _ => new FixedWindowRateLimiterOptions
                        {
                            PermitLimit = PerMinute,
                            Window = TimeSpan.FromMinutes(1),
                        }
                    )
            );
        });
}
