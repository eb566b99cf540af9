using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>The main path through the proxy, step by step, and what came of it.</summary>
internal sealed class Connecting(ProductionTestHost world)
{
    public Person Person { get; } = new();
    public string Code { get; private set; } = "";
    public string State { get; private set; } = "";
    public string AccessToken { get; private set; } = "";
    public string RefreshToken { get; private set; } = "";

    /// <summary>From Notion to the provider's sign-in and back to the consent page.</summary>
    /// <param name="login">Who signs in there.</param>
    /// <returns>The consent page.</returns>
    public async Task<HttpResponseMessage> SignInAsync(string login = GitHubUsers.Codertocat)
    {
        var connect = world.Notion.Simulator.ConnectUrl("ada");
        await Person.OpenAsync(connect, IsGitHub);
        var choose = QueryHelpers.AddQueryString(Person.Visited[^1].AbsoluteUri, "choose", login);
        return await Person.OpenAsync(new Uri(choose), _ => false);
    }

    /// <summary>Allows, and takes the code as Notion would.</summary>
    public async Task AllowAsync(HttpResponseMessage consent)
    {
        await Person.SubmitAsync(Person.Visited[^1], consent, "Allow", IsNotion);
        (Code, State) = (Person.Parameter("code") ?? "", Person.Parameter("state") ?? "");
    }

    public async Task<JsonNode> TradeAsync()
    {
        using var notion = world.Proxy.CreateClient();
        using var response = await notion.PostAsync(
            "/notion/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = Code,
                    ["redirect_uri"] = world.Settings["Unfurl:OAuth:RedirectUris:0"]!,
                    ["client_id"] = ProductionTestHost.ClientId,
                    ["client_secret"] = ProductionTestHost.ClientSecret,
                }
            )
        );
        response.EnsureSuccessStatusCode();
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        AccessToken = answer["access_token"]!.GetValue<string>();
        RefreshToken = answer["refresh_token"]!.GetValue<string>();
        return answer;
    }

    public async Task<JsonNode> UnfurlAsync(string link)
    {
        using var notion = world.Proxy.CreateClient();
        notion.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        using var response = await notion.PostAsJsonAsync("/unfurl", new { uri = link });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private bool IsGitHub(Uri url) => url.Authority == world.GitHub.Url.Authority;

    private bool IsNotion(Uri url) => url.Authority == world.Notion.BaseUrl.Authority;
}
