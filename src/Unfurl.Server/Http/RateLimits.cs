using System.Threading.RateLimiting;

namespace Unfurl.Server.Http;

/// <summary>Limits requests that need no token.</summary>
internal static class RateLimits
{
    /// <summary>For starting an authorization, per address.</summary>
    public const string Authorization = "authorization";

    /// <summary>For starting a sign-in, per address. Connecting takes one of each, so they do not share a limit.</summary>
    public const string SignIn = "sign-in";

    // Everybody in an office has the same address, and may connect in the same minute.
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
            foreach (var policy in (string[])[Authorization, SignIn])
                options.AddPolicy(
                    policy,
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
