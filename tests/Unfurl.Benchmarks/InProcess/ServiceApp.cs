namespace Unfurl.Benchmarks.InProcess;

/// <summary>The service in a process of its own, configured by the environment, with another memory budget.</summary>
internal static class ServiceApp
{
    public static async Task RunAsync(long budget)
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        await using var factory = new Factory(
            new Dictionary<string, string?>(StringComparer.Ordinal) { [WebHostDefaults.ServerUrlsKey] = urls },
            budget
        );
        factory.UseKestrel();
        factory.StartServer();
        var stopping = factory.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
