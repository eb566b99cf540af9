using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>What stays, and what never gets out.</summary>
public sealed class RestartTests(ProductionTestHost world) : IClassFixture<ProductionTestHost>
{
    [Fact]
    public async Task Connections_survive_a_restart_and_no_secret_reaches_logs_traces_or_metrics()
    {
        const string Link = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";
        var connecting = new Connecting(world);
        using var person = connecting.Person;
        await connecting.AllowAsync(await connecting.SignInAsync());
        await connecting.TradeAsync();
        await connecting.UnfurlAsync(Link);

        var exitCode = await world.Service.StopAsync();
        var log = world.Service.Output;
        var errors = world.Service.Errors;
        await world.Service.DisposeAsync();
        await world.StartServiceAsync();
        var answer = await connecting.UnfurlAsync(Link);
        var connections = await person.GetAsync(new Uri(world.Proxy.Url, "/connections"));

        exitCode.ShouldBe(0);
        errors.ShouldBeEmpty();
        answer["operations"]!.ToJsonString().ShouldContain("\"attributes\"");
        (await connections.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            GitHubUsers.Codertocat
        );
        string[] secrets =
        [
            .. ProductionTests.Secrets,
            world.GitHub.ClientSecret,
            connecting.Code,
            connecting.State,
            connecting.AccessToken,
            connecting.RefreshToken,
        ];
        var (traces, metrics) = (world.Collector.Received("/v1/traces"), world.Collector.Received("/v1/metrics"));
        traces.ShouldContain("/unfurl");
        metrics.ShouldContain("http.server.request.duration");
        foreach (var secret in secrets)
        {
            secret.ShouldNotBeEmpty();
            log.ShouldNotContain(secret);
            traces.ShouldNotContain(secret);
            metrics.ShouldNotContain(secret);
        }
    }
}
