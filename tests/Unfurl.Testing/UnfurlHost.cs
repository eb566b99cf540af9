using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Polling;

namespace Unfurl.Testing;

/// <summary>The real service on a loopback port, with its own storage.</summary>
public sealed class UnfurlHost : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly string? _folder;

    private UnfurlHost(Factory factory, Uri url, string? folder)
    {
        (_factory, Url, _folder) = (factory, url, folder);
        Logs = factory.Logs;
    }

    // Also the PublicUrl, unless a setting overrides it.
    public Uri Url { get; }

    public IServiceProvider Services => _factory.Services;

    public CapturedLogs Logs { get; }

    // Without this call a 5xx response fails the test at its end.
    public void ExpectServerErrors() => _factory.ServerErrors.AreExpected = true;

    // The settings override the defaults below; a null clock is the system's, and a null port a free one. "polls" also
    // polls providers without webhooks under a test's clock: a test that advances hours rarely expects these calls.
    public static UnfurlHost Start(
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        string environment = "Development",
        TimeProvider? time = null,
        int? port = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<IServiceCollection>? services = null,
        bool polls = false
    )
    {
        var url = new Uri($"http://127.0.0.1:{port ?? Ports.Free()}");
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:PublicUrl"] = url.OriginalString,
            // Not by the factory, which may change the addresses after the server has started.
            [WebHostDefaults.ServerUrlsKey] = url.OriginalString,
            // It works in the background, and few tests are about it.
            ["demoDatabase"] = "false",
        };
        foreach (var (key, value) in settings ?? [])
            all[key] = value;

        string? folder = null;
        if (!all.ContainsKey("ConnectionStrings:Sqlite") && !all.ContainsKey("ConnectionStrings:Postgres"))
        {
            folder = TempFolder.Create("unfurl-test-");
            all["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        }

        if (time is not null && !polls)
            services = RemovePolling + services;
        var factory = new Factory(all, environment, time, kestrel, services);
        factory.UseKestrel();
        factory.StartServer();
        return new UnfurlHost(factory, url, folder);
    }

    // Follows no redirects and stores no cookies.
    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        RemoveFolder();
        if (_factory.ServerErrors.Unexpected is { Count: > 0 } errors)
            throw new InvalidOperationException($"The service failed:\n{string.Join('\n', errors)}\n{Logs.Failures}");
    }

    private static void RemovePolling(IServiceCollection services) =>
        services.Remove(services.Single(one => one.ImplementationType == typeof(PollWorker)));

    private void RemoveFolder()
    {
        if (!Directory.Exists(_folder))
            return;
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "unfurl.db")}"))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }

    // A test that moves the clock moves the database's as well.
    private static Func<IServiceProvider, StorageClock> StorageClockOf(TimeProvider time) =>
        services =>
            new(
                time,
                time is TestClock
                    ? _ => Task.FromResult<DateTimeOffset?>(null)
                    : services.GetRequiredService<Database>().ReadClockAsync
            );

    private sealed class Factory(
        IReadOnlyDictionary<string, string?> settings,
        string environment,
        TimeProvider? time,
        Action<KestrelServerOptions>? kestrel,
        Action<IServiceCollection>? services
    ) : WebApplicationFactory<Program>
    {
        public CapturedLogs Logs { get; } = new();

        public ServerErrors ServerErrors { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            // Nobody edits a settings file of a test, and each host would watch its files.
            builder.UseSetting("hostBuilder:reloadConfigOnChange", "false");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(ServerErrors));
            if (services is not null)
                builder.ConfigureServices(services);
            if (kestrel is not null)
                builder.ConfigureServices(it => it.PostConfigure(kestrel));
            if (time is not null)
                builder.ConfigureServices(it =>
                    it.Replace(ServiceDescriptor.Singleton(time))
                        .Replace(ServiceDescriptor.Singleton(StorageClockOf(time)))
                        // Tests with their own clock need lifetimes without jitter.
                        .Replace(
                            ServiceDescriptor.Singleton(provider => new Lifetimes(
                                provider.GetRequiredService<UnfurlOptions>().Cache,
                                () => 0
                            ))
                        )
                        // Under a clock of their own, tests are not about how long things take, however busy the machine is.
                        .Replace(
                            ServiceDescriptor.Singleton(provider =>
                                ActivatorUtilities.CreateInstance<DatabaseAvailability>(
                                    provider,
                                    TimeSpan.FromSeconds(5)
                                )
                            )
                        )
                );
        }
    }
}
