using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>A simulator with a workspace, a person and a connection, and a client that speaks to it as the connection.</summary>
internal sealed class DatabaseFixture : IAsyncDisposable
{
    public const string Token = "ntn_a-token-of-a-connection";

    private DatabaseFixture(SimulatorHost host, TestClock time)
    {
        Host = host;
        Time = time;
        Workspace = All.AddWorkspace("Acme");
        Ada = Workspace.AddPerson("Ada", "ada@acme.example");
        Connection = Workspace.AddConnection("Unfurl", new(Token), requestsPerMinute: null);
    }

    public SimulatorHost Host { get; }

    public TestClock Time { get; }

    public SimulatedDatabases All => Host.Simulator.Databases;

    public SimulatedWorkspace Workspace { get; }

    public SimulatedPerson Ada { get; }

    public SimulatedConnection Connection { get; }

    public HttpClient Http { get; } = new();

    public static async Task<DatabaseFixture> StartAsync()
    {
        var time = new TestClock();
        return new(await SimulatorHost.StartAsync(time), time);
    }

    // A database that is shared with the connection.
    public SimulatedDataSource AddShared(string title, params IReadOnlyList<NewColumn> columns)
    {
        var database = Workspace.AddDatabase(title, columns);
        database.ShareWith(Connection);
        return database.DataSource;
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path);

    public Task<ApiAnswer> PostAsync(string path, string json = "") => SendAsync("POST", path, json);

    public Task<ApiAnswer> PatchAsync(string path, string json) => SendAsync("PATCH", path, json);

    public Task<ApiAnswer> WriteAsync(SimulatedRow row, string properties) =>
        PatchAsync($"/v1/pages/{row.Id}", $$"""{"properties":{{properties}} }""");

    public Task<ApiAnswer> QueryAsync(SimulatedDataSource source, string json = "", string query = "") =>
        PostAsync($"/v1/data_sources/{source.Id}/query{query}", json);

    public async Task<ApiAnswer> SendAsync(
        string method,
        string path,
        string json = "",
        string? token = Token,
        string? version = "2026-03-11",
        string contentType = "application/json",
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Host.BaseUrl, path));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (version is not null)
            request.Headers.Add("Notion-Version", version);
        if (json.Length > 0)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await Http.SendAsync(request, cancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        var body = isJson ? await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken) : null;
        return new((int)response.StatusCode, body ?? [], response.Headers.RetryAfter?.Delta, RequestIdOf(response));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-notion-request-id", out var values) ? values.Single() : null;
}

/// <summary>A response of the API.</summary>
internal sealed record ApiAnswer(int Status, JsonObject Json, TimeSpan? RetryAfter, string? RequestId)
{
    public string? Code => (string?)Json["code"];

    public string? Message => (string?)Json["message"];

    public JsonArray Results => Json["results"]!.AsArray();

    public IReadOnlyList<string> Ids => [.. Results.Select(it => (string)it!["id"]!)];

    public string? NextCursor => (string?)Json["next_cursor"];

    public JsonNode Property(string name) => Json["properties"]![name]!;

    public ApiAnswer ShouldBeOk()
    {
        Status.ShouldBe(200, Json.ToJsonString());
        return this;
    }

    public void ShouldBe(int status, string code)
    {
        Code.ShouldBe(code, Json.ToJsonString());
        Status.ShouldBe(status);
    }
}
