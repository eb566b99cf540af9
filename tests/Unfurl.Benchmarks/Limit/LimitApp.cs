using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Benchmarks.Limit;

/// <summary>
/// The baseline: the least work of a Kestrel application for the same response. It compares a bearer token in constant
/// time and writes the bytes. No service on this framework can be faster, so all figures are ratios to it.
/// </summary>
internal static class LimitApp
{
    public const string Token = "limit-token-of-43-characters-as-ours-have-aa";

    // The size of the response with the benchmark's card.
    public const int ResponseBytes = 1870;

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
            {
                options.AddServerHeader = false;
                options.ListenLocalhost(port);
            });
        var app = builder.Build();
        var expected = Encoding.ASCII.GetBytes($"Bearer {Token}");
        var response = Encoding.ASCII.GetBytes($"[{new string('x', ResponseBytes - 2)}]");
        app.Run(async context =>
        {
            var header = context.Request.Headers.Authorization.ToString();
            if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(header), expected))
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                return;
            }
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = response.Length;
            await context.Response.BodyWriter.WriteAsync(response);
        });
        await app.StartAsync();
        Console.WriteLine("Application started");
        await app.WaitForShutdownAsync();
    }
}
