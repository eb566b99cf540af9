using System.Net;
using System.Net.Http.Json;
using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Recipes;

/// <summary>A recipe's tool tells the service of changes.</summary>
public sealed class RecipeDeliveryTests : IAsyncLifetime
{
    private const string Webhook = """
        webhook:
          token: X-Tracker-Token
          changes:
            - values: { number: issue.id }
              resources: "issue:{{ number }}"
            - when: issue.hidden
              values: { number: issue.id }
              resources: "issue:{{ number }}"
              purge: true

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-delivery-").FullName;
    private TrackerDouble _tracker = null!;
    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        var recipe = Path.Combine(_folder, "tracker.yaml");
        var text = await File.ReadAllTextAsync(TrackerSettings.Recipe, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(recipe, text + Webhook, TestContext.Current.CancellationToken);
        _tracker = await TrackerDouble.StartAsync();
        _tracker.Put(1, "Before", isPublic: true);
        _host = await new TestHostBuilder()
            .WithNotion()
            .In("Production")
            .With(TrackerSettings.Of(_tracker.Url, isRecipe: true))
            .With("Unfurl:Providers:tracker:Recipe", recipe)
            .With("Unfurl:Providers:tracker:WebhookSecret", "a secret")
            .StartAsync();
        var tokens = TrackerHost.Tokens(_tracker.Key("ada"));
        _ada = await ConnectedUser.ConnectAsync(_host.Service, "tracker", "ada", tokens, "id-ada");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _tracker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_change_is_shown()
    {
        (await TitleAsync()).ShouldBe("Before");
        _tracker.Put(1, "After", isPublic: true);
        (await TitleAsync()).ShouldBe("Before");

        (await DeliverAsync("a secret", new { issue = new { id = 1 } })).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.TrueAsync(async () => await TitleAsync() == "After");
    }

    [Fact]
    public async Task What_was_hidden_is_no_longer_shown()
    {
        (await TitleAsync()).ShouldBe("Before");
        _tracker.Put(1, "Before", isPublic: false, "ben");

        var status = await DeliverAsync("a secret", new { issue = new { id = 1, hidden = true } });

        status.ShouldBe(HttpStatusCode.Accepted);
        (await TitleAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Another_secret_has_no_effect()
    {
        (await TitleAsync()).ShouldBe("Before");
        _tracker.Put(1, "After", isPublic: true);

        (await DeliverAsync("another", new { issue = new { id = 1 } })).ShouldBe(HttpStatusCode.Unauthorized);

        (await TitleAsync()).ShouldBe("Before");
    }

    private async Task<string?> TitleAsync() => (await _ada.UnfurlAsync(TrackerHost.LinkTo(1))).Title;

    private async Task<HttpStatusCode> DeliverAsync(string secret, object body)
    {
        using var http = _host.Service.CreateClient();
        http.DefaultRequestHeaders.Add("X-Tracker-Token", secret);
        using var response = await http.PostAsJsonAsync("/webhooks/tracker", body);
        return response.StatusCode;
    }
}
