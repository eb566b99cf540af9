using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>The main path through the proxy, step by step, with its results.</summary>
internal sealed partial class Connecting(ProductionTestHost host)
{
    public Person Person { get; } = new();
    public string Code { get; private set; } = "";
    public string State { get; private set; } = "";
    public string AccessToken { get; private set; } = "";
    public string RefreshToken { get; private set; } = "";

    // Returns the consent page.
    public async Task<HttpResponseMessage> SignInAsync(string login = GitHubUsers.Codertocat)
    {
        var connect = host.Notion.ConnectUrl("ada");
        var choice = await Person.OpenAsync(connect, _ => false);
        var page = await choice.Content.ReadAsStringAsync();
        // The page says what GitHub will ask for.
        var signIn = WebUtility.HtmlDecode(SignInLink().Match(page).Groups["path"].Value);
        await Person.OpenAsync(new Uri(Person.Visited[^1], signIn), IsGitHub);
        var choose = QueryHelpers.AddQueryString(Person.Visited[^1].AbsoluteUri, "choose", login);
        return await Person.OpenAsync(new Uri(choose), _ => false);
    }

    public async Task AllowAsync(HttpResponseMessage consent)
    {
        await Person.SubmitAsync(Person.Visited[^1], consent, "Allow", IsNotion);
        (Code, State) = (Person.Parameter("code") ?? "", Person.Parameter("state") ?? "");
    }

    public async Task<JsonNode> TradeAsync()
    {
        using var notion = host.Proxy.CreateClient();
        using var response = await notion.PostAsync(
            "/notion/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = Code,
                    ["redirect_uri"] = host.Notion.Options.RedirectUri.AbsoluteUri,
                    ["client_id"] = TestSettings.ClientId,
                    ["client_secret"] = TestSettings.ClientSecret,
                }
            )
        );
        response.EnsureSuccessStatusCode();
        var received = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        AccessToken = received["access_token"]!.GetValue<string>();
        RefreshToken = received["refresh_token"]!.GetValue<string>();
        return received;
    }

    public async Task<JsonNode> UnfurlAsync(string link)
    {
        using var notion = host.Proxy.CreateClient();
        notion.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        using var response = await notion.PostAsJsonAsync("/unfurl", new { uri = link });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    [GeneratedRegex("href=\"(?<path>/signin/github[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex SignInLink();

    private bool IsGitHub(Uri url) => url.Authority == host.GitHub.Url.Authority;

    private bool IsNotion(Uri url) => url.Authority == host.Notion.Options.BaseUrl.Authority;
}
