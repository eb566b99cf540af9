using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using static Unfurl.Testing.Providers.PluginFolder;

namespace Unfurl.IntegrationTests.Providers.Plugins;

/// <summary>A plugin that fails costs the previews of its own instances, for as long as it fails.</summary>
public sealed class BrokenPluginTests(BrokenPluginTests.Fixture fixture) : IClassFixture<BrokenPluginTests.Fixture>
{
    private readonly TestHost _host = fixture.Host;

    [Theory]
    [InlineData("lost")]
    [InlineData("thrower")]
    [InlineData("incomplete")]
    public async Task Links_of_an_instance_without_its_adapter_are_unavailable_and_others_are_shown(string broken)
    {
        var lost = await fixture.Ada.UnfurlAsync($"https://{broken}.acme.com/pages/1");
        var home = await fixture.Ada.UnfurlAsync($"https://{broken}.acme.com/");
        var good = await fixture.Ada.UnfurlAsync("https://good.acme.com/pages/1");

        lost.Status.ShouldBe(503);
        lost.Message.ShouldStartWith($"Previews of {broken}.acme.com are out of order");
        home.Status.ShouldBe(503);
        good.Title.ShouldBe("Shown");
    }

    [Theory]
    [InlineData(
        "Plugin Acme.Lost is not loaded: it failed with FormatException: its author has to mend it. Version 1.2.3.4, SHA-256 "
    )]
    [InlineData("All links of lost are unavailable: no adapter has the type Lost, unless Acme.Lost has it.")]
    [InlineData("All links of thrower are unavailable: the adapter of type Thrower failed with FormatException")]
    [InlineData("All links of incomplete are unavailable: the adapter of type Incomplete failed with Inval")]
    public void The_log_of_the_start_names_what_is_wrong(string line)
    {
        var lines = Errors().Select(error => error.Text).ToList();

        lines.ShouldContain(text => text.StartsWith(line));
        lines.ShouldNotContain(text => text.Contains("hidden"));
    }

    [Fact]
    public void The_log_names_each_plugin_with_version_and_hash()
    {
        var loaded = _host.Service.Logs.Lines.Where(line => line.Text.Contains("is loaded")).Select(line => line.Text);

        loaded.ShouldContain(line =>
            line.StartsWith("Plugin Acme.Good 1.2.3.4 is loaded, with Good. SHA-256 ")
            && line.Length > "Plugin Acme.Good 1.2.3.4 is loaded, with Good. SHA-256 ".Length + 63
        );
        loaded.Count().ShouldBe(3);
        Errors().ShouldContain(line => line.Text.Contains("Acme.Lost") && line.Text.Contains("SHA-256"));
    }

    [Fact]
    public void The_start_warns_of_a_folder_that_the_service_may_write_to() =>
        _host.Service.Logs.Lines.ShouldContain(line =>
            line.Level == LogLevel.Warning
            && line.Text.StartsWith($"The service's user may write to {fixture.Plugins.Path}")
        );

    [Fact]
    public async Task The_pages_say_so()
    {
        using var browser = _host.CreateBrowser();

        var setup = await browser.OpenAsync(new Uri(_host.Url, "/setup"));
        var connections = await browser.OpenAsync(new Uri(_host.Url, "/connections"));
        var signIn = await browser.OpenAsync(new Uri(_host.Url, "/signin/lost"));

        setup.Text.ShouldContain("lost.acme.com is out of order");
        setup.Text.ShouldContain("thrower.acme.com is out of order");
        setup.Text.ShouldNotContain("good.acme.com is out of order");
        connections.Text.ShouldContain("lost.acme.com is out of order");
        signIn.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        signIn.Text.ShouldContain("its adapter could not be loaded");
    }

    // The provider sends it again later.
    [Fact]
    public async Task A_delivery_is_not_acknowledged()
    {
        using var http = _host.Service.CreateClient();

        using var response = await http.PostAsync(
            "/webhooks/lost",
            JsonContent.Create(new { }),
            CancellationToken.None
        );

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _host.Service.Logs.Lines.ShouldContain(line => line.Reason == "adapter_not_loaded");
    }

    private IEnumerable<LogLine> Errors() => _host.Service.Logs.Lines.Where(line => line.Level == LogLevel.Error);

    internal static IEnumerable<KeyValuePair<string, string?>> InstancesOf(params IEnumerable<string> types) =>
        types.SelectMany(type =>
            new KeyValuePair<string, string?>[]
            {
                new($"Unfurl:Providers:{type.ToLowerInvariant()}:Type", type),
                new($"Unfurl:Providers:{type.ToLowerInvariant()}:Host", $"{type.ToLowerInvariant()}.acme.com"),
            }
        );

    /// <summary>One service with a good plugin and three bad ones.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private const string NotFound = "Task.FromResult<Resolution>(new Resolution.NotFound())";

        public PluginFolder Plugins { get; } = new();

        public TestHost Host { get; private set; } = null!;

        internal ConnectedUser Ada { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var throws = ProviderType("Thrower", "throw new FormatException(settings.Host)");
            var constructor = ProviderType("Lost", "null")
                .Replace("public string", "public TheType() => throw new FormatException(\"hidden\"); public string");
            var incomplete = Adapter(NotFound).Replace("SignIn => new NoSignIn()", "SignIn => new SharedSignIn(null)");
            Plugins
                .AddGood("Acme.Good", "Good")
                .Add("Acme.Lost", constructor)
                .Add("Acme.Thrower", throws)
                .Add("Acme.Incomplete", ProviderType("Incomplete"), incomplete);
            Host = await new TestHostBuilder()
                .WithNotion()
                .In("Production")
                .With(Plugins.Setting)
                .With(InstancesOf("Good", "Lost", "Thrower", "Incomplete"))
                .StartAsync();
            Ada = await ConnectedUser.ConnectAsync(Host.Service, "good", "ada", TrackerHost.Tokens(new Secret("none")));
        }

        public async ValueTask DisposeAsync()
        {
            Host.Service.ExpectServerErrors();
            await Host.DisposeAsync();
            Plugins.Dispose();
        }
    }
}
