using Microsoft.Extensions.Time.Testing;
using Unfurl.Demo;
using Unfurl.Demo.Site;

namespace Unfurl.Tests.Demo;

/// <summary>An Acme site with its adapter and a clock that the test moves.</summary>
internal sealed class AcmeFixture : IAsyncDisposable
{
    public static readonly Uri Callback = new("https://unfurl.test/signin/acme/callback");

    private readonly AcmeSiteHost _host;

    private AcmeFixture(AcmeSiteHost host, FakeTimeProvider clock)
    {
        _host = host;
        Clock = clock;
        Adapter = new AcmeProviderType().Create(Settings(host.WebUrl.AbsoluteUri));
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    public FakeTimeProvider Clock { get; }
    public AcmeSite Site => _host.Site;
    public Uri WebUrl => _host.WebUrl;
    public IProviderAdapter Adapter { get; }
    public HttpClient Http { get; }

    public static async Task<AcmeFixture> StartAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var host = await AcmeSiteHost.StartAsync(new AcmeSiteOptions { RedirectUris = [Callback] }, clock);
        return new AcmeFixture(host, clock);
    }

    public static ProviderSettings Settings(string? webUrl) =>
        new(
            "acme",
            AcmeCatalog.Host,
            new Dictionary<string, string?>
            {
                ["ClientId"] = "unfurl-demo",
                ["ClientSecret"] = "unfurl-demo-secret",
                ["WebUrl"] = webUrl,
            }
        );

    public Uri At(string path) => new($"{WebUrl.AbsoluteUri}{path}");

    public ProviderCall CallAs(string login) => TestCall.With(Http, Site.IssueTokens(login).AccessToken, Clock);

    public LinkMatch Match(string url)
    {
        Link.TryParse(url, out var link).ShouldBeTrue();
        return Adapter.Patterns.Select(pattern => pattern.Match(link!)).First(match => match is not null)!;
    }

    public Task<Resolution> ResolveAsync(
        string path,
        ProviderCall call,
        CancellationToken cancellationToken = default
    ) => Adapter.ResolveAsync(Match($"https://{AcmeCatalog.Host}{path}"), call, cancellationToken);

    public Task<Resolution> ResolveAsync(string path, string login = "ada") => ResolveAsync(path, CallAs(login));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }
}
