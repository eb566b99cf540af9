namespace Unfurl.IntegrationTests.Hosting.Production;

public sealed class RestartTests(ProductionTestHost host) : IClassFixture<ProductionTestHost>
{
    [Fact]
    public async Task Connections_survive_a_restart_and_no_secret_reaches_logs_traces_or_metrics()
    {
        const string Link = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";
        var connecting = new Connecting(host);
        using var user = connecting.Person;
        await connecting.AllowAsync(await connecting.SignInAsync());
        await connecting.TradeAsync();
        await connecting.UnfurlAsync(Link);

        var exitCode = await host.Service.StopAsync();
        var log = host.Service.Output;
        var errors = host.Service.Errors;
        await host.StartServiceAsync();
        var response = await connecting.UnfurlAsync(Link);
        var connections = await user.GetAsync(new Uri(host.Proxy.Url, "/connections"));

        exitCode.ShouldBe(0);
        errors.ShouldBeEmpty();
        response["operations"]!.ToJsonString().ShouldContain("\"attributes\"");
        (await connections.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            GitHubUsers.Codertocat
        );
        string[] secrets =
        [
            .. ProductionTests.Secrets,
            host.GitHub.ClientSecret,
            connecting.Code,
            connecting.State,
            connecting.AccessToken,
            connecting.RefreshToken,
        ];
        var (traces, metrics) = (host.Collector.Received("/v1/traces"), host.Collector.Received("/v1/metrics"));
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
