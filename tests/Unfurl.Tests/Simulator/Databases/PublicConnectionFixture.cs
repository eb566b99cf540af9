using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>A public connection, a browser without scripts that authorizes it, and the service that asks for tokens.</summary>
internal sealed class PublicConnectionFixture : IAsyncDisposable
{
    public const string ClientId = "public-id";
    public const string ClientSecret = "public-secret";
    public const string State = "a state +&=/?#ü";
    public static readonly Uri RedirectUri = new("https://service.example/callback?kept=1");

    private PublicConnectionFixture(DatabaseFixture simulator)
    {
        Simulator = simulator;
        Connection = simulator.All.AddPublicConnection("Unfurl & <Co>", ClientId, new(ClientSecret), RedirectUri);
        Work = simulator.Workspace.AddDatabase("Work", new NewColumn("Link", "url"));
        Secrets = simulator.Workspace.AddDatabase("<b>Secrets</b>");
    }

    public DatabaseFixture Simulator { get; }

    public SimulatedPublicConnection Connection { get; }

    public SimulatedDatabase Work { get; }

    public SimulatedDatabase Secrets { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task<PublicConnectionFixture> StartAsync() => new(await DatabaseFixture.StartAsync());

    // The address of the authorization request; a null parameter is left out.
    public Uri AuthorizeUrl(params IEnumerable<(string Name, string? Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = ClientId,
            ["response_type"] = "code",
            ["owner"] = "user",
            ["state"] = State,
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;
        var url = new Uri(Simulator.Host.BaseUrl, "/v1/oauth/authorize").AbsoluteUri;
        return new(QueryHelpers.AddQueryString(url, parameters.Where(it => it.Value is not null).ToDictionary()));
    }

    // Goes the way of a person: says who, picks databases, presses the button. Gives the parameters of the redirect.
    public async Task<IReadOnlyDictionary<string, string>> DecideAsync(
        Uri url,
        SimulatedPerson person,
        string button,
        params IEnumerable<SimulatedDatabase> picked
    )
    {
        var people = await Http.GetStringAsync(url);
        var consent = new Uri(url, LinksOf(people).Single(it => it.Contains(person.Id, StringComparison.Ordinal)));
        (await Http.GetStringAsync(consent)).ShouldContain($">{button}</button>");
        var form = picked
            .Select(database => KeyValuePair.Create("database", database.Id))
            .Append(new("decision", button.ToLowerInvariant()));
        using var response = await Http.PostAsync(consent, new FormUrlEncodedContent(form));
        return Returned(response);
    }

    public async Task<string> CodeAsync(params IEnumerable<SimulatedDatabase> picked) =>
        (await DecideAsync(AuthorizeUrl(), Simulator.Ada, "Allow", picked))["code"];

    // An authorization of Ada's.
    public async Task<PairOfTokens> ConnectAsync(params IEnumerable<SimulatedDatabase> picked)
    {
        var code = await CodeAsync(picked);
        return new((await ExchangeAsync(code)).ShouldBeOk());
    }

    public Task<ApiAnswer> ExchangeAsync(string code) =>
        PostAsync("token", $$"""{"grant_type":"authorization_code","code":"{{code}}"}""");

    public Task<ApiAnswer> RefreshAsync(string token) =>
        PostAsync("token", $$"""{"grant_type":"refresh_token","refresh_token":"{{token}}"}""");

    public Task<ApiAnswer> IntrospectAsync(string token) => PostAsync("introspect", $$"""{"token":"{{token}}"}""");

    public Task<ApiAnswer> RevokeAsync(string token) => PostAsync("revoke", $$"""{"token":"{{token}}"}""");

    // As the bot that has the token.
    public Task<ApiAnswer> GetAsync(string path, string token) => Simulator.SendAsync("GET", path, token: token);

    public async Task<ApiAnswer> PostAsync(
        string endpoint,
        string json,
        string client = $"{ClientId}:{ClientSecret}",
        string? version = "2026-03-11",
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(Simulator.Host.BaseUrl, $"/v1/oauth/{endpoint}")
        );
        if (client.Length > 0)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client)));
        if (version is not null)
            request.Headers.Add("Notion-Version", version);
        request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await Http.SendAsync(request);
        response.Headers.CacheControl?.NoStore.ShouldBe(true);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        return new((int)response.StatusCode, answer, null, (string?)answer["request_id"]);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }

    public static IReadOnlyDictionary<string, string> Returned(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe("https://service.example/callback");
        var query = QueryHelpers.ParseQuery(response.Headers.Location.Query);
        query["kept"].ToString().ShouldBe("1");
        return query.ToDictionary(it => it.Key, it => it.Value.Single()!);
    }

    private static IEnumerable<string> LinksOf(string html) =>
        html.Split("href=\"").Skip(1).Select(it => WebUtility.HtmlDecode(it.Split('"')[0]));
}

/// <summary>What the service keeps of an authorization.</summary>
internal sealed record PairOfTokens(ApiAnswer Answer)
{
    public string Access => (string)Answer.Json["access_token"]!;

    public string Refresh => (string)Answer.Json["refresh_token"]!;

    public string BotId => (string)Answer.Json["bot_id"]!;
}
