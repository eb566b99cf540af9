using static Unfurl.Testing.Providers.PluginFolder;

namespace Unfurl.IntegrationTests.Providers.Plugins;

/// <summary>Code of a plugin that does not come back, or fails where the service does not wait for it.</summary>
public sealed class HangingPluginTests : IAsyncLifetime
{
    private const string NotFound = "Task.FromResult<Resolution>(new Resolution.NotFound())";

    private readonly PluginFolder _plugins = new();
    private readonly ManualResetEventSlim _goOn = new();
    private readonly string _name = Guid.CreateVersion7().ToString();
    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        AppDomain.CurrentDomain.SetData(_name, _goOn);
        var hangs = $"Hang(\"{_name}\")";
        const string hang = """
            private static Task<Resolution> Hang(string name)
            {
                ((ManualResetEventSlim)AppDomain.CurrentDomain.GetData(name)).Wait();
                return Task.FromResult<Resolution>(new Resolution.Found(new Preview { Title = "Late" }));
            }
            """;
        _plugins
            .AddGood("Acme.Good", "Good")
            .Add("Acme.Hanging", ProviderType("Hanging"), Adapter(hangs, more: hang))
            .Add("Acme.Throwing", ProviderType("Throwing"), Adapter(NotFound, "_ => throw new FormatException()"))
            .Add("Acme.Keyless", ProviderType("Keyless"), Adapter(NotFound, "_ => null"));
        _host = await new TestHostBuilder()
            .WithNotion()
            .OnSystemClock()
            .In("Production")
            .With("Unfurl:Resolve:SoftTimeout", "00:00:00.5")
            .With("Unfurl:Resolve:Timeout", "00:00:00.5")
            .With(_plugins.Setting)
            .With(BrokenPluginTests.InstancesOf("Good", "Hanging", "Throwing", "Keyless"))
            .StartAsync();
        _ada = await ConnectedUser.ConnectAsync(_host.Service, "good", "ada", TrackerHost.Tokens(new Secret("none")));
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.Set();
        await _host.DisposeAsync();
        _plugins.Dispose();
    }

    [Fact]
    public async Task Calls_that_do_not_come_back_are_given_up_and_then_no_more_are_made()
    {
        var page = 0;
        while (!HasLogged("adapter_hangs"))
        {
            page.ShouldBeLessThan(50);
            var hanging = await _ada.UnfurlAsync($"https://hanging.acme.com/pages/{page++}");
            hanging.Status.ShouldBeOneOf(502, 504);
            (await _ada.UnfurlAsync($"https://good.acme.com/pages/{page}")).Title.ShouldBe("Shown");
        }
        page.ShouldBeGreaterThan(4);

        _goOn.Set();
        Unfurled again;
        do again = await _ada.UnfurlAsync($"https://hanging.acme.com/pages/{++page}");
        while (again.Title is null && page < 500);
        again.Title.ShouldBe("Late");
    }

    [Theory]
    [InlineData("throwing")]
    [InlineData("keyless")]
    public async Task A_kind_without_a_key_is_a_failed_provider(string instance)
    {
        (await _ada.UnfurlAsync($"https://{instance}.acme.com/pages/1")).Status.ShouldBe(502);

        HasLogged("adapter_failed").ShouldBeTrue();
    }

    private bool HasLogged(string reason) => _host.Service.Logs.Lines.Any(line => line.Reason == reason);
}
