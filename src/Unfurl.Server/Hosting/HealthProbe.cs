using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary><c>--health</c>, for a container's HEALTHCHECK: ASP.NET Core images have no curl.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>The process's exit code: 0 when ready.</returns>
    public static async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build();
        if (ListenAddress.Local(configuration) is not { } address)
            return 1;
        using var client = new HttpClient { BaseAddress = address, Timeout = Limit };
        try
        {
            using var response = await client.GetAsync("/health/ready");
            Console.WriteLine(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not respond: {exception.Message}");
            return 1;
        }
    }
}
