using System.Net;

namespace Acme.GitLab.Tests;

/// <summary>Stands in for GitLab where a token is ended, which recordings cannot: they answer links and identifications.</summary>
internal sealed class RevocationEndpoint(HttpStatusCode status) : HttpMessageHandler, IAdapterLog
{
    public string? Request { get; private set; }

    public string? Form { get; private set; }

    public async Task<Revocation> RevokeAsync(string token, string? refreshToken)
    {
        var signIn = (OAuthSignIn)Tested.WithOAuth().Adapter.SignIn;
        using var http = new HttpClient(this, disposeHandler: false);
        var call = new ProviderCall(http, new Secret(token), TimeProvider.System, this);
        var refresh = refreshToken is null ? null : new Secret(refreshToken);
        return await signIn.Revoke!(call, refresh, TestContext.Current.CancellationToken);
    }

    public void Debug(string message) { }

    public void Warn(string message) { }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Request = $"{request.Method} {request.RequestUri}";
        Form = await request.Content!.ReadAsStringAsync(cancellationToken);
        return new HttpResponseMessage(status) { Content = new StringContent("{}") };
    }
}
