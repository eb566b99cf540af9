using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary>
/// <c>--health</c>: asks the service that listens on this machine whether it is ready. For a container's HEALTHCHECK,
/// since images of ASP.NET Core have no curl.
/// </summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>The process's exit code: 0 when it is ready.</returns>
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
            await Console.Error.WriteLineAsync($"{address} does not answer: {exception.Message}");
            return 1;
        }
    }
}
