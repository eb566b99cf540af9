using System.Net;
using System.Text;
using Microsoft.Playwright;
using Unfurl.Adapters;
using Unfurl.BrowserTests.Pages;
using Unfurl.Simulator.Databases;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>A database of Acme's links is set up in a real browser.</summary>
public sealed class DatabasesTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Token = "ntn_of_acme";
    private const string Item = "https://acme.example/items/1";

    private TestHost _host = null!;
    private SimulatedRow _row = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder()
            .OnSystemClock()
            .WithNotion()
            .With("Unfurl:Notion:Connections:acme:Token", Token)
            .StartAsync();
        var workspace = _host.Notion.Databases.AddWorkspace("Acme Robotics and Kitchenware International");
        var bot = workspace.AddConnection("Unfurl", new Secret(Token));
        var database = workspace.AddDatabase(
            "Launch of the new checkout, with a rather long title",
            new("Link", "url"),
            new("Status", "status"),
            new("Priority", "select", "High", "Low"),
            new("Owner of the work that has to be done before Friday", "rich_text"),
            new("AVeryLongNameOfAColumnThatNobodyBreaksAnywhereBecauseItHasNoBlanks", "multi_select"),
            new("Due", "date")
        );
        database.ShareWith(bot);
        var ada = workspace.AddPerson("Ada", "ada@acme.com");
        _row = database.DataSource.AddRow(ada, ("Link", Item));
        database.DataSource.AddRow(ada, ("Link", "https://acme.example/items/4"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public static TheoryData<ColorScheme, int> Appearances =>
        new()
        {
            { ColorScheme.Light, 1280 },
            { ColorScheme.Dark, 1280 },
            { ColorScheme.Light, 320 },
            { ColorScheme.Dark, 320 },
        };

    [Theory]
    [MemberData(nameof(Appearances))]
    public async Task The_pages_are_accessible_and_fit_the_window(ColorScheme scheme, int width)
    {
        await using var context = await PageChecks.OpenAsync(browser, scheme, width);
        var page = await context.NewPageAsync();
        List<string> problems = [];

        await SignInAsync(page);
        await CheckAsync("the connections");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a database of acme" }).ClickAsync();
        await page.GetByLabel("Address of the database").FillAsync("nothing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("holds no id");
        await CheckAsync("the choice with a problem");
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch of the new checkout" }).ClickAsync();
        await CheckAsync("the form");
        await page.GetByText("More for Status").ClickAsync();
        await page.GetByText("Columns that the database does not have").ClickAsync();
        await CheckAsync("the open form");
        await page.GetByLabel("What it may show").FillAsync("acme.example/items");
        await Press(page, "Look at the difference");
        await Expect(page.Locator("#difference")).ToContainTextAsync("In progress");
        await CheckAsync("the difference");
        await Press(page, "Switch on");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say yes to each place");
        await CheckAsync("the form with a problem");
        await page.GetByLabel("Show acme.example/items").CheckAsync();
        await Press(page, "Switch on");
        await Eventually.TrueAsync(() => _row.Text("Priority") == "High", "the row is filled");
        await page.ReloadAsync();
        await CheckAsync("the enrichment");
        await page.GetByText("End it").ClickAsync();
        await CheckAsync("its end");
        await page.GotoAsync(Url("/databases"));
        await CheckAsync("the enrichments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up the webhook of acme" }).ClickAsync();
        await CheckAsync("the webhook");
        await Press(page, "Wait for the handshake");
        await Expect(page.GetByText("waiting for the handshake until")).ToBeVisibleAsync();
        await CheckAsync("the wait");
        await SendHandshakeAsync();
        await page.ReloadAsync();
        await Press(page, "Show the token");
        await CheckAsync("the token");

        problems.ShouldBeEmpty();

        async Task CheckAsync(string name)
        {
            problems.AddRange(await PageChecks.ProblemsAsync(page, name));
            if (Environment.GetEnvironmentVariable("PICTURES") is { } folder)
                await page.ScreenshotAsync(
                    new() { Path = Path.Combine(folder, $"{scheme}-{width}-{name}.png"), FullPage = true }
                );
        }
    }

    [Fact]
    public async Task The_form_needs_no_mouse()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a database of acme" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch of the new checkout" }).PressAsync("Enter");

        // Enter in a field looks, and does not switch on.
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.Locator("#difference")).ToBeVisibleAsync();
        List<string> reached = [];
        for (var i = 0; i < 60 && !reached.Contains("Switch on"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(
                await page.EvaluateAsync<string>(
                    "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim().replace(/\\s+/g, ' ')"
                )
            );
        }
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What is written where" })).ToBeVisibleAsync();
        reached.ShouldContain(text => text.StartsWith("Column with the links", StringComparison.Ordinal));
        reached.ShouldContain(text => text.StartsWith("More for Status: ", StringComparison.Ordinal));
        reached.Count(text => text == "Look at the difference").ShouldBe(1);
    }

    [Fact]
    public async Task The_page_that_waits_notices_the_handshake_by_itself()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(Url("/databases/webhook/acme"));
        await Press(page, "Wait for the handshake");
        await Expect(page.GetByText("waiting for the handshake until")).ToBeVisibleAsync();

        await SendHandshakeAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Go on" }).ClickAsync();
        await Press(page, "Show the token");
        await Expect(page.GetByLabel("The token")).ToHaveTextAsync("secret_of_the_webhook");
        await Press(page, "Notion accepted it");
        await Expect(page.GetByText("on since")).ToBeVisibleAsync();
    }

    private async Task SendHandshakeAsync()
    {
        using var http = new HttpClient();
        using var handshake = new StringContent(
            """{"verification_token":"secret_of_the_webhook"}""",
            Encoding.UTF8,
            "application/json"
        );
        var response = await http.PostAsync(new Uri(_host.Url, "/notion/webhook/acme"), handshake);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync(Url("/signin/acme?return_url=/databases"));
        await new AcmeSignInPage(page).SignInAsAsync("Ada Lovelace");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Databases" })).ToBeVisibleAsync();
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private string Url(string path) => new Uri(_host.Url, path).AbsoluteUri;
}
