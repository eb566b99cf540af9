using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.Server.Updates.Reload;
using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Recipes;

/// <summary>In Development a changed recipe counts at once.</summary>
public sealed class RecipeReloadTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-reload-").FullName;
    private TrackerDouble _tracker = null!;
    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    private string Recipe => Path.Combine(_folder, "tracker.yaml");

    public async ValueTask InitializeAsync()
    {
        File.Copy(TrackerSettings.Recipe, Recipe);
        _tracker = await TrackerDouble.StartAsync();
        _tracker.Put(1, "For all", isPublic: true);
        _host = await StartAsync("Development");
        _ada = await ConnectedUser.ConnectAsync(
            _host.Service,
            "tracker",
            "ada",
            TrackerHost.Tokens(_tracker.Key("ada")),
            "id-ada"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _tracker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_card_that_was_shown_is_made_anew_by_the_changed_recipe()
    {
        (await TitleAsync()).ShouldBe("For all");

        Change("title: title", "title: '{{ number }} by the changed recipe'");

        await Eventually.TrueAsync(async () => await TitleAsync() == "1 by the changed recipe");
        await Eventually.TrueAsync(() => Logs.Contains($"tracker works by the changed {Recipe} now"));
    }

    [Fact]
    public async Task Links_of_a_new_kind_are_known()
    {
        Change("/issues/{number:int}[", "/tickets/{number:int}[");
        Change("sample: /issues/1", "sample: /tickets/1");

        await Eventually.TrueAsync(async () =>
            (await _ada.UnfurlAsync("https://tracker.acme.com/tickets/1")).Title == "For all"
        );
    }

    [Fact]
    public async Task With_a_mistake_in_it_the_recipe_counts_as_it_was_and_the_log_says_where_it_is()
    {
        Change("title: title", "titel: title");
        await Eventually.TrueAsync(() => Logs.Contains("A card needs 'title'"));
        (await TitleAsync()).ShouldBe("For all");

        Change("titel: title", "title: '{{ number }} is mended'");

        await Eventually.TrueAsync(async () => await TitleAsync() == "1 is mended");
        Logs.ShouldContain(
            $"tracker works as before: Unfurl:Providers:tracker:Recipe has a mistake in {Recipe}:22:7: A card needs 'title'"
        );
    }

    [Fact]
    public async Task Another_sign_in_needs_a_restart()
    {
        var text = await File.ReadAllTextAsync(Recipe, TestContext.Current.CancellationToken);
        var (key, kinds) = (
            text.IndexOf("key:", StringComparison.Ordinal),
            text.IndexOf("kinds:", StringComparison.Ordinal)
        );

        Write(text[..key] + text[kinds..]);

        await Eventually.TrueAsync(() => Logs.Contains("SignIn must be None: this recipe is for a tool without keys"));
        (await TitleAsync()).ShouldBe("For all");
    }

    [Fact]
    public async Task Elsewhere_than_in_Development_nothing_is_reloaded()
    {
        await using var production = await StartAsync("Production");

        Reloads(production).ShouldBeEmpty();
        Reloads(_host).ShouldNotBeEmpty();
    }

    private string Logs => _host.Service.Logs.ToString();

    private async Task<string?> TitleAsync() => (await _ada.UnfurlAsync(TrackerHost.LinkTo(1))).Title;

    private void Change(string from, string to)
    {
        var text = File.ReadAllText(Recipe);
        text.ShouldContain(from);
        Write(text.Replace(from, to, StringComparison.Ordinal));
    }

    // As editors do it.
    private void Write(string text)
    {
        var other = Recipe + "~";
        File.WriteAllText(other, text);
        File.Move(other, Recipe, overwrite: true);
    }

    private static IEnumerable<RecipeReload> Reloads(TestHost host) =>
        host.Service.Services.GetServices<IHostedService>().OfType<RecipeReload>();

    private Task<TestHost> StartAsync(string environment) =>
        new TestHostBuilder()
            .WithNotion()
            .In(environment)
            .With(TrackerSettings.Of(_tracker.Url, isRecipe: true))
            .With("Unfurl:Providers:tracker:Recipe", Recipe)
            .StartAsync();
}
