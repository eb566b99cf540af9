using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Hosting;
using Unfurl.Server.Logging;
using Unfurl.Server.Pages.Apps;

namespace Unfurl.IntegrationTests.Pages.Apps;

/// <summary>Where no provider is configured nobody can sign in: the code that the start prints lets the operator in.</summary>
public sealed partial class SetupCodeTests : IAsyncLifetime
{
    private readonly TestBrowser _browser = new();
    private GitHubDouble _gitHub = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubDouble.StartAsync();
        _host = await new TestHostBuilder().WithNotion().In("Production").StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        await _gitHub.DisposeAsync();
    }

    [Fact]
    public async Task The_code_is_valid_once()
    {
        var code = NewCode();

        var page = await EnterAsync(code);
        var gitHub = await _browser.PressAsync(page, "Go on to");
        (await _browser.CreateAsync(gitHub)).Text.ShouldContain("The app is registered");
        var again = await EnterAsync(code);

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Text.ShouldContain("That is not the code");
        again.Page.QuerySelector("[name=manifest]").ShouldBeNull();
        _host.Service.Logs.ToString().ShouldNotContain(code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_wrong_code_is_refused_and_leaves_the_right_one_valid(string wrong)
    {
        var code = NewCode();

        (await EnterAsync(wrong)).Status.ShouldBe(HttpStatusCode.BadRequest);

        _host.Service.Logs.Lines.Where(line => line.Reason == AppReasons.SetupCodeWrong).ShouldHaveSingleItem();
        (await EnterAsync(code)).Page.QuerySelector("[name=manifest]").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        var code = NewCode();
        _host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await EnterAsync(code)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_wrong_host_leaves_the_code_valid()
    {
        var code = NewCode();
        await _browser.FillAsync(await _browser.OpenFormAsync(_host.Service), "no host", code: code);

        (await EnterAsync(code)).Page.QuerySelector("[name=manifest]").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_start_prints_a_code()
    {
        await using var service = ServiceProcess.Start(Some.MinimalProductionSettings());
        await service.WaitUntilListeningAsync();

        await Eventually.TrueAsync(() => PrintedCode().IsMatch(service.Output));

        service.Output.ShouldContain("https://unfurl.acme.example/setup/github takes this code once");
    }

    [GeneratedRegex("takes this code once: [0-9a-f]{40}\\s", RegexOptions.None, 1000)]
    private static partial Regex PrintedCode();

    private string NewCode() => _host.Service.Services.GetRequiredService<SetupCode>().Create().Reveal();

    private async Task<Visit> EnterAsync(string code) =>
        await _browser.FillAsync(await _browser.OpenFormAsync(_host.Service), _gitHub.Url.AbsoluteUri, code: code);
}
