using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Notion.Api;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using ProviderTokens = Unfurl.Server.Connections.Credentials.TokenResponse;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>
/// A user with an account and a connection from a Notion workspace, created with the service's own parts and without a
/// browser.
/// </summary>
internal sealed class ConnectedUser
{
    private readonly UnfurlHost _service;
    private readonly HttpClient _http;

    private ConnectedUser(UnfurlHost service, string accountId) =>
        (_service, _http, AccountId) = (service, service.CreateClient(), accountId);

    public string AccountId { get; }

    public string AccessToken => _http.DefaultRequestHeaders.Authorization!.Parameter!;

    // A null subject is generated.
    public static async Task<ConnectedUser> ConnectAsync(
        UnfurlHost service,
        string provider,
        string login,
        ProviderTokens tokens,
        string? subject = null
    )
    {
        var accountId = await SignInAsync(service, provider, login, tokens, addTo: null, subject);
        var user = new ConnectedUser(service, accountId);
        await user.ConnectWorkspaceAsync($"workspace of {login}");
        return user;
    }

    public async Task<ConnectedUser> FromWorkspaceAsync(string workspace)
    {
        var other = new ConnectedUser(_service, AccountId);
        await other.ConnectWorkspaceAsync(workspace);
        return other;
    }

    // A null subject is generated.
    public Task SignInAsync(string provider, string login, ProviderTokens tokens, string? subject = null) =>
        SignInAsync(_service, provider, login, tokens, AccountId, subject);

    public async Task<Unfurled> UnfurlAsync(string uri)
    {
        using var response = await _http.PostAsJsonAsync("/unfurl", new { uri });
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return Unfurled.Read(uri, text);
    }

    // Includes the Server-Timing header.
    public async Task<(Unfurled Answer, string? Timing)> UnfurlAsync(string uri, HttpClient replica)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/unfurl");
        request.Headers.Authorization = _http.DefaultRequestHeaders.Authorization;
        request.Content = JsonContent.Create(new { uri });
        using var response = await replica.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (Unfurled.Read(uri, text), TimingOf(response));
    }

    // Without the link itself, the time and Server-Timing: status line, headers and body.
    public async Task<string> RequestAsync(string uri)
    {
        using var response = await _http.PostAsJsonAsync("/unfurl", new { uri });
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Server-Timing" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        var body = await response.Content.ReadAsStringAsync();
        var echo = JsonSerializer.Serialize(uri);
        body.ShouldContain(echo);
        return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{body.Replace(echo, "")}";
    }

    // Null if the response has no Server-Timing header.
    public async Task<string?> TimingAsync(string uri)
    {
        using var response = await _http.PostAsJsonAsync("/unfurl", new { uri });
        return TimingOf(response);
    }

    // Notion sends this when the last preview of a link is removed from the workspace.
    public async Task<HttpStatusCode> StopAsync(string uri)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/unfurl");
        request.Content = JsonContent.Create(new { uri });
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json.Length > 0)
            request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public Task ForgetAsync(string provider) =>
        _service
            .Services.GetRequiredService<CredentialRemoval>()
            .RemoveAsync(AccountId, provider, TestContext.Current.CancellationToken);

    public async Task<Credential> CredentialAsync(string provider) =>
        (
            await _service
                .Services.GetRequiredService<CredentialRepository>()
                .FindAsync(AccountId, provider, TestContext.Current.CancellationToken)
        ).ShouldNotBeNull();

    private static string? TimingOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Server-Timing", out var timings) ? timings.Single() : null;

    private static async Task<string> SignInAsync(
        UnfurlHost service,
        string provider,
        string login,
        ProviderTokens tokens,
        string? addTo,
        string? subject = null
    )
    {
        service.Services.GetRequiredService<ProviderRegistry>().TryGet(provider, out var instance).ShouldBeTrue();
        var signedIn = await service
            .Services.GetRequiredService<SignInService>()
            .CompleteAsync(
                instance!,
                new Identification.Known(subject ?? $"id of {login}", login),
                tokens,
                addTo,
                TestContext.Current.CancellationToken
            );
        return signedIn.ShouldNotBeNull().AccountId;
    }

    private async Task ConnectWorkspaceAsync(string workspace)
    {
        var services = _service.Services;
        var (accessToken, _) = await services
            .GetRequiredService<Database>()
            .InTransactionAsync(
                async session =>
                {
                    var grantId = await services
                        .GetRequiredService<GrantRepository>()
                        .SaveAsync(
                            AccountId,
                            new NotionToken { AccessToken = new Secret("notion's"), WorkspaceId = workspace },
                            session
                        );
                    return await services
                        .GetRequiredService<TokenRepository>()
                        .IssueAsync(new RedeemedCode(grantId, grantId), "notion", session);
                },
                TestContext.Current.CancellationToken
            );
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken.Reveal());
    }
}

/// <summary>
/// A response of <c>POST /unfurl</c>: a preview with a title, or an error with a status and a message.
/// </summary>
internal sealed record Unfurled(string Operations, string? Title, int? Status, string? Message)
{
    public static Unfurled Read(string uri, string text)
    {
        using var received = JsonDocument.Parse(text);
        received.RootElement.GetProperty("uri").GetString().ShouldBe(uri);
        var operations = received.RootElement.GetProperty("operations");
        var operation = operations.EnumerateArray().ShouldHaveSingleItem();
        var set = operation.GetProperty("set");
        return operation.GetProperty("path")[0].GetString() == "error"
            ? new(
                operations.GetRawText(),
                null,
                set.GetProperty("status").GetInt32(),
                set.GetProperty("message").GetString()
            )
            : new(operations.GetRawText(), TitleIn(set), null, null);
    }

    private static string? TitleIn(JsonElement attributes) =>
        attributes
            .EnumerateArray()
            .Select(attribute => attribute.GetProperty("inline"))
            .First(inline => inline.TryGetProperty("title", out _))
            .GetProperty("title")
            .GetProperty("value")
            .GetString();
}
