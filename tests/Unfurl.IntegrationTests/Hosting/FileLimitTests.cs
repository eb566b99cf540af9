using System.Net.Sockets;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>The operating system's limit of open files, which connections share.</summary>
public sealed class FileLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1024, 424)]
    [InlineData(650, 50)]
    public async Task A_low_limit_is_warned_of_and_a_crowd_of_connections_does_not_end_the_service(
        int files,
        int connections
    )
    {
        await using var service = ServiceProcess.Start(Some.MinimalProductionSettings(), through: Limited(files));
        await service.WaitUntilListeningAsync();
        service.Output.ShouldContain(
            $"This process may open {files} files at once, connections included, and so takes {connections} connections: allow it 4096 files, e.g. with LimitNOFILE= or --ulimit nofile=."
        );

        var crowd = new List<TcpClient>();
        for (var i = 0; i < connections + 300; i++)
        {
            crowd.Add(new TcpClient());
            await crowd[^1].ConnectAsync(IPAddress.Loopback, service.Url.Port, Cancellation);
        }
        // What is too much is closed without an answer.
        (await crowd[^1].GetStream().ReadAsync(new byte[1], Cancellation)).ShouldBe(0);
        foreach (var connection in crowd)
            connection.Dispose();

        using var client = service.CreateClient();
        await Eventually.TrueAsync(() => IsReadyAsync(client), "there is room again once the others are gone");
    }

    [Fact]
    public async Task The_recommended_limit_is_not_warned_of()
    {
        await using var service = ServiceProcess.Start(Some.MinimalProductionSettings(), through: Limited(4096));

        await service.WaitUntilListeningAsync();

        service.Output.ShouldNotContain("LimitNOFILE");
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready", Cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The hard limit as well, which the runtime would rise to.
    private static string[] Limited(int files) => ["prlimit", $"--nofile={files}:{files}"];
}
