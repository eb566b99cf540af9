using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Unfurl.Server.Configuration;
using Unfurl.Server.Hosting;
using Unfurl.Server.Http.Outgoing;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>
/// The service's HTTP client of one instance, with names that a test resolves and sockets on loopback. A name that it does not
/// know is never asked for elsewhere.
/// </summary>
internal sealed class GateService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<IPAddress[]>> _names = new();
    private readonly ServiceProvider _services;

    private GateService(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.Replace(ServiceDescriptor.Singleton<FindAddresses>(FindAsync));
        _services = builder.Services.BuildServiceProvider();
    }

    public CapturedLogs Logs { get; } = new();

    public HttpClient Http => _services.GetRequiredService<ProviderRegistry>().Instances.Single().Http;

    /// <summary>Names that were resolved, in order.</summary>
    public ConcurrentQueue<string> Resolved { get; } = new();

    public static GateService Start(
        TestAdapter adapter,
        string environment = "Production",
        string? workspace = null,
        IEnumerable<string>? networks = null,
        IWebProxy? proxy = null,
        PrivateAuthority? authority = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        var settings = new UnfurlOptions();
        if (workspace is not null)
            settings.Notion.Workspaces = [workspace];
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddOutgoingHttp();
        builder.Services.Replace(ServiceDescriptor.Singleton(PastLoopback(proxy ?? new WebProxy())));
        builder.AddProviders([
            new ConfiguredProvider("wiki", ["wiki.example"], "Test", adapter)
            {
                Networks = [.. (networks ?? []).Select(IPNetwork.Parse)],
            },
        ]);
        if (authority is not null)
            builder
                .Services.AddHttpClient(ProviderHttp.ClientOf("wiki"))
                .UseSocketsHttpHandler((sockets, _) => sockets.SslOptions.CertificateChainPolicy = Trusting(authority));
        return new GateService(builder);
    }

    /// <summary>The addresses of a name, at each look-up the next ones; the last ones stay.</summary>
    public GateService Resolve(string name, params IEnumerable<string> answers)
    {
        _names[name] = new(answers.Select(answer => answer.Split(' ').Select(IPAddress.Parse).ToArray()));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Logs.Dispose();
    }

    private Task<IPAddress[]> FindAsync(string name, CancellationToken cancellationToken)
    {
        Resolved.Enqueue(name);
        var answers = _names.TryGetValue(name, out var known) ? known : throw new InvalidOperationException(name);
        return Task.FromResult(
            answers.Count > 1 && answers.TryDequeue(out var next) ? next
            : answers.TryPeek(out var last) ? last
            : []
        );
    }

    // Two programs are made of its source, so the compiler does not know which is meant.
    private static IWebProxy PastLoopback(IWebProxy proxy) =>
        (IWebProxy)
            Activator.CreateInstance(
                typeof(HealthProbe).Assembly.GetType("Unfurl.Server.Http.Outgoing.LoopbackBypass", throwOnError: true)!,
                proxy
            )!;

    private static X509ChainPolicy Trusting(PrivateAuthority authority) =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509Certificate2.CreateFromPem(authority.Pem) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
}
