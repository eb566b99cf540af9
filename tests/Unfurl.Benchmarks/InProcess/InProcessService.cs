using Unfurl.Benchmarks.Http;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Simulator;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.InProcess;

/// <summary>The service in this process with a connected user, for parts without an endpoint.</summary>
internal sealed class InProcessService : IAsyncDisposable
{
    private readonly SimulatorHost _notion;
    private readonly ProviderDouble _provider;
    private readonly Factory _factory;
    private readonly string _folder;

    private InProcessService(SimulatorHost notion, ProviderDouble provider, Factory factory, string folder) =>
        (_notion, _provider, _factory, _folder) = (notion, provider, factory, folder);

    public IServiceProvider Services => _factory.Services;

    public string Token { get; private set; } = "";

    public TokenPrincipal Principal { get; private set; } = null!;

    // A null port is a free one.
    public static async Task<InProcessService> StartAsync(int? port = null)
    {
        var (notion, provider) = (await SimulatorHost.StartAsync(), await ProviderDouble.StartAsync());
        var folder = Directory.CreateTempSubdirectory("unfurl-bench-").FullName;
        var url = new Uri($"http://127.0.0.1:{port ?? Ports.Free()}");
        var settings = ServiceUnderTest.Settings(notion, provider, url);
        settings["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        settings["Logging:LogLevel:Default"] = "Warning";
        settings[WebHostDefaults.ServerUrlsKey] = url.OriginalString;
        var factory = new Factory(settings, Factory.Ample);
        factory.UseKestrel();
        factory.StartServer();

        var service = new InProcessService(notion, provider, factory, folder);
        service.Token = await Connecting.ConnectAsync(notion, url);
        var callers = factory.Services.GetRequiredService<IntrospectionCache>();
        service.Principal = (await callers.FindAsync(service.Token, CancellationToken.None)).Principal!;
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await _provider.DisposeAsync();
        await _notion.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
