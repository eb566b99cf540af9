using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Updates.Polling;

namespace Unfurl.Testing;

/// <summary>The real service on a loopback port, with storage of its own.</summary>
public sealed class UnfurlHost : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly string? _folder;

    private UnfurlHost(Factory factory, Uri url, string? folder)
    {
        (_factory, Url, _folder) = (factory, url, folder);
        Logs = factory.Logs;
    }

    /// <summary>Where it listens; also its <c>PublicUrl</c> unless a setting says otherwise.</summary>
    public Uri Url { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Every line it logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>Announces that the service will answer that it failed (5xx); otherwise such an answer fails the test at its end.</summary>
    public void ExpectServerErrors() => _factory.ServerErrors.AreExpected = true;

    /// <summary>Starts the service.</summary>
    /// <param name="settings">Configuration keys and values; they win over the defaults below.</param>
    /// <param name="environment">Development, unless a test is about Production.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="port">The port; null for a free one.</param>
    /// <param name="kestrel">Changes to the server's own limits.</param>
    /// <param name="services">Changes to what the service is made of.</param>
    /// <param name="looksAgain">
    /// Whether providers without webhooks are looked at now and then, also under a clock of its own: a test that lets hours
    /// pass seldom wants calls that it did not make.
    /// </param>
    public static UnfurlHost Start(
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        string environment = "Development",
        TimeProvider? time = null,
        int? port = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<IServiceCollection>? services = null,
        bool looksAgain = false
    )
    {
        var url = new Uri($"http://127.0.0.1:{port ?? Ports.Free()}");
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:PublicUrl"] = url.OriginalString,
            // Not by the factory: it would change the server's addresses when the server may have started already.
            [WebHostDefaults.ServerUrlsKey] = url.OriginalString,
        };
        foreach (var (key, value) in settings ?? [])
            all[key] = value;

        string? folder = null;
        if (!all.ContainsKey("ConnectionStrings:Sqlite") && !all.ContainsKey("ConnectionStrings:Postgres"))
        {
            folder = Directory.CreateTempSubdirectory("unfurl-test-").FullName;
            all["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        }

        if (time is not null && !looksAgain)
            services = RemovePolling + services;
        var factory = new Factory(all, environment, time, kestrel, services);
        factory.UseKestrel();
        factory.StartServer();
        return new UnfurlHost(factory, url, folder);
    }

    /// <summary>A client that follows no redirects and keeps no cookies.</summary>
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
        if (_folder is null)
            return;
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "unfurl.db")}"))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }

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
                        // With a clock of its own, a test wants lives of a known length.
                        .Replace(
                            ServiceDescriptor.Singleton(provider => new Lifetimes(
                                provider.GetRequiredService<UnfurlSettings>().Cache,
                                () => 0
                            ))
                        )
                );
        }
    }
}
