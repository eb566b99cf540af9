using AngleSharp.Dom;
using Unfurl.Demo.Site;

namespace Unfurl.IntegrationTests.Pages;

/// <summary>Development with no configuration: the lab's database of Acme's links.</summary>
public sealed class LabDatabaseTests : IAsyncLifetime
{
    private const string Demo = "demoDatabase";
    private const string Hidden = "Not found, or not visible to the account of this enrichment";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly TestBrowser _browser = new();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await new TestHostBuilder().With(Demo, "true").StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Its_rows_fill_themselves_without_a_sign_in()
    {
        await UntilAsync("/items/1", "In progress");

        var row = await RowAsync("/items/1");

        row["Name"].ShouldBe("Launch the new checkout");
        row["Priority"].ShouldBe("High");
        row["Owner"].ShouldEndWith("Ada Lovelace");
        row["Labels"].ShouldContain("payments");
        row["Due"].ShouldBe("December 4, 2026");
        await UntilAsync("/items/2", "Done");
        (await RowAsync("/items/2"))["Finished"].ShouldBe("✓");
        await UntilAsync("/boards/checkout", "0.6429");
        (await RowAsync("/boards/checkout"))["Progress"].ShouldBe("0.6429");
        (await _browser.OpenAsync(new Uri(_host.Url, "/lab"))).Link("a database of links").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_only_Ben_sees_reads_like_what_is_missing()
    {
        await UntilAsync("/items/4", Hidden);
        await UntilAsync("/items/404", Hidden);

        var page = (await OpenAsync()).Text;

        page.ShouldNotContain("summer offsite");
        (await RowAsync("/items/4"))["Name"].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_at_Acme_shows_in_its_row_within_seconds()
    {
        await UntilAsync("/items/1", "In progress");
        var before = _host.Clock.GetUtcNow();
        var acme = await _browser.OpenAsync(new Uri(_host.Url, "/demo/items/1"));

        await _browser.PressAsync(acme, "Blocked");
        await UntilAsync("/items/1", "Blocked");

        (_host.Clock.GetUtcNow() - before).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_new_row_is_filled_within_seconds()
    {
        await UntilAsync("/items/1", "In progress");
        var before = _host.Clock.GetUtcNow();

        await AddAsync("https://acme.example/people/grace");
        await UntilAsync("/people/grace", "Grace Moreau");

        (_host.Clock.GetUtcNow() - before).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task What_is_no_link_is_refused_with_a_reason(string text)
    {
        var rows = (await OpenAsync()).Page.QuerySelectorAll("tbody tr").Length;

        var page = await AddAsync(text);

        page.Text.ShouldContain("This is not a link");
        page.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(rows);
    }

    [Fact]
    public async Task It_takes_a_hundred_rows()
    {
        Visit page = null!;
        for (var i = 0; i < 100; i++)
            page = await AddAsync("https://acme.example/items/1");

        page.Text.ShouldContain("takes 100 rows");
        page.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(100);
    }

    [Fact]
    public async Task After_a_restart_it_fills_again()
    {
        await UntilAsync("/items/1", "In progress");
        await _host.RestartServiceAsync();

        await UntilAsync("/items/1", "In progress");

        (await _host.Database.CountAsync(new("enrichments"))).ShouldBe(1);
        (await _host.Database.CountAsync(new("accounts"))).ShouldBe(1);
    }

    [Theory]
    [InlineData($"{Demo}=false")]
    [InlineData("Unfurl:Notion:Connections:acme:Token=ntn_token")]
    [InlineData("Unfurl:Notion:Connections:demo:Token=ntn_token")]
    [InlineData("Unfurl:Notion:ApiUrl=http://127.0.0.1:9")]
    [InlineData("Unfurl:Notion:ClientId=connection", "Unfurl:Notion:ClientSecret=secret")]
    public async Task There_is_none_where_Notion_is_configured(params string[] settings)
    {
        await using var host = UnfurlHost.Start([
            new(Demo, "true"),
            .. settings.Select(setting => setting.Split('=')).Select(it => KeyValuePair.Create(it[0], (string?)it[1])),
        ]);

        var page = await _browser.OpenAsync(new Uri(host.Url, "/lab/database"));

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        (await _browser.OpenAsync(new Uri(host.Url, "/lab"))).Text.ShouldNotContain("a database of links");
    }

    private Task<Visit> OpenAsync() => _browser.OpenAsync(new Uri(_host.Url, "/lab/database"));

    private async Task<Visit> AddAsync(string link)
    {
        var (action, fields) = (await OpenAsync()).Form("Add");
        return await _browser.SubmitAsync(action, fields.Where(field => field.Key != "link").Append(new("link", link)));
    }

    private async Task<Dictionary<string, string>> RowAsync(string path)
    {
        var page = (await OpenAsync()).Page;
        var names = page.QuerySelectorAll("thead th").Select(cell => cell.TextContent.Trim());
        var row = page.QuerySelectorAll("tbody tr")
            .First(row => row.Children[1].FirstElementChild!.TextContent == AcmeCatalog.Host + path);
        return names.Zip(row.Children, (name, cell) => (name, cell.TextContent.Trim())).ToDictionary();
    }

    // While work is under way time stands still, so that a busy machine does not look like a slow Notion.
    private Task UntilAsync(string path, string text) =>
        Eventually.TrueAsync(
            async () =>
            {
                if ((await RowAsync(path)).ContainsValue(text))
                    return true;
                if (!await _host.Database.HasLeasedJobsAsync(_host.Clock.GetUtcNow()))
                    _host.Clock.Advance(Step);
                return false;
            },
            $"the row of {path} shows {text}"
        );
}
