using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Connections;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Providers;

public sealed class DeclaredOriginTests : IAsyncLifetime
{
    private ScriptedAcme _declared = null!;
    private ScriptedAcme _other = null!;

    public async ValueTask InitializeAsync() =>
        (_declared, _other) = (await ScriptedAcme.StartAsync(), await ScriptedAcme.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _declared.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_declared_origin_is_reached_at_any_path()
    {
        using var http = Client();

        using var response = await http.GetAsync(new Uri(_declared.Url, "/any/path"), Cancellation);

        response.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task An_undeclared_origin_is_rejected_and_not_called()
    {
        using var http = Client();
        var otherScheme = new UriBuilder(_declared.Url) { Scheme = "https" }.Uri;
        var otherHost = new UriBuilder(_declared.Url) { Host = "localhost" }.Uri;

        foreach (var url in new[] { _other.Url, otherScheme, otherHost })
            await Should.ThrowAsync<InvalidOperationException>(() => http.GetAsync(url, Cancellation));

        _other.Requests.ShouldBeEmpty();
        _declared.Requests.ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Client() =>
        _declared.Service.Services.GetRequiredService<IHttpClientFactory>().CreateClient(ProviderHttp.ClientOf("acme"));
}
