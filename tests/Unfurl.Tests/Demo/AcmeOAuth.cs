using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Unfurl.Tests.Demo;

internal static class AcmeOAuth
{
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters";

    public static (string Name, string Value)[] Client =>
        [("client_id", "unfurl-demo"), ("client_secret", "unfurl-demo-secret")];

    public static (string Name, string Value)[] CodeForm(string code) =>
        [
            .. Client,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", AcmeFixture.Callback.AbsoluteUri),
            ("code_verifier", Verifier),
        ];

    public static (string Name, string Value)[] RefreshForm(JsonElement tokens) =>
        [
            .. Client,
            ("grant_type", "refresh_token"),
            ("refresh_token", tokens.GetProperty("refresh_token").GetString()!),
        ];

    public static string AuthorizeUrl(AcmeFixture acme, params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "unfurl-demo",
            ["redirect_uri"] = AcmeFixture.Callback.AbsoluteUri,
            ["response_type"] = "code",
            ["state"] = "the state",
            ["scope"] = "read",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            query[name] = value;
        return QueryHelpers.AddQueryString(acme.Adapter.OAuth.AuthorizationEndpoint.AbsoluteUri, query);
    }

    public static async Task<string> CodeAsync(AcmeFixture acme, string login)
    {
        using var response = await PostAsync(acme, AuthorizeUrl(acme), ("login", login));
        return Query(response)["code"].ToString();
    }

    public static async Task<JsonElement> ExchangeCodeAsync(AcmeFixture acme, string code) =>
        await JsonAsync(await TokenAsync(acme, CodeForm(code)));

    public static Task<HttpResponseMessage> TokenAsync(
        AcmeFixture acme,
        (string Name, string Value)[] form,
        params (string Name, string Value)[] changes
    ) =>
        PostAsync(
            acme,
            acme.Adapter.OAuth.TokenEndpoint.AbsoluteUri,
            [.. form.Where(field => changes.All(change => change.Name != field.Name)), .. changes]
        );

    public static Task<HttpResponseMessage> PostAsync(
        AcmeFixture acme,
        string url,
        params (string Name, string Value)[] form
    ) =>
        acme.Http.PostAsync(
            url,
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );

    public static async Task<HttpResponseMessage> GetAsync(AcmeFixture acme, string url, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", cookie } } };
        return await acme.Http.SendAsync(request);
    }

    public static Dictionary<string, StringValues> Query(HttpResponseMessage response)
    {
        response.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(AcmeFixture.Callback.AbsoluteUri);
        return QueryHelpers.ParseQuery(response.Headers.Location.Query);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    public static async Task<string?> ErrorAsync(HttpResponseMessage response) =>
        (await JsonAsync(response)).GetProperty("error").GetString();
}
