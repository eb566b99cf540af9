using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.Notion.Reading;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Pages;

/// <summary>Validates the values of the served setup page with the rules of Notion's portal.</summary>
public sealed class SetupPageTests : IAsyncLifetime
{
    private const string OAuthSecret = "secret-that-notion-presents";
    private const string WebhookSecret = "secret-of-the-webhooks";
    private const string NotionSecret = "secret-of-the-connection";

    private static readonly string[] Hosts = [AcmeCatalog.Host, "github.com", "github.acme.example"];

    private GitHubDouble _github = null!;
    private UnfurlHost _service = null!;
    private Visit _page = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubDouble.StartAsync();
        _service = UnfurlHost.Start([
            .. TestSettings.Acme(new Uri("http://127.0.0.1:9")),
            .. TestSettings.GitHub(_github),
            .. TestSettings.GitHub(_github, "ghes", "github.acme.example"),
            new("Unfurl:OAuth:ClientId", "notion"),
            new("Unfurl:OAuth:ClientSecret", OAuthSecret),
            new("Unfurl:Notion:ClientId", "connection"),
            new("Unfurl:Notion:ClientSecret", NotionSecret),
            new("Unfurl:Providers:ghes:WebhookSecret", WebhookSecret),
            new("Unfurl:Developer", "Acme \"Tools\" & <Co>"),
        ]);
        using var browser = new TestBrowser();
        _page = await browser.OpenAsync(new Uri(_service.Url, "/setup"));
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _github.DisposeAsync();
    }

    [Fact]
    public async Task Every_pattern_matches_its_sample_in_a_JavaScript_engine()
    {
        var rules = Rules();

        var matches = await JavaScript.MatchAsync(rules.Select(rule => (rule.Pattern, rule.Sample)));

        rules.Zip(matches).Where(it => it.Second is null).ShouldBeEmpty();
        rules
            .Zip(matches)
            .ShouldAllBe(it => it.Second!["site"] == new Uri(it.First.Sample).GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task Every_sample_is_of_its_own_rule_only_or_first()
    {
        var rules = Rules();
        var pairs = rules.SelectMany((sample, i) => rules.Take(i).Select(rule => (rule.Pattern, sample.Sample)));

        var matches = await JavaScript.MatchAsync(pairs);

        matches.ShouldAllBe(match => match == null);
        var registry = _service.Services.GetRequiredService<ProviderRegistry>();
        foreach (var rule in rules)
        {
            Link.TryParse(rule.Sample, out var link).ShouldBeTrue();
            MatchedLink.Find(registry, link!)!.Match.Pattern.Name.ShouldBe(rule.Name);
        }
    }

    [Fact]
    public void Every_kind_of_link_of_every_instance_has_a_rule()
    {
        var expected = _service
            .Services.GetRequiredService<ProviderRegistry>()
            .Instances.SelectMany(instance =>
                instance.Adapter.Patterns.Select(pattern => (instance.Host, pattern.Name))
            );

        var rules = Rules().Select(rule => (new Uri(rule.Sample).Host, rule.Name)).ToList();

        rules.ShouldBe(expected, ignoreOrder: true);
        rules.Select(rule => rule.Host).Distinct().ShouldBe(Hosts, ignoreOrder: true);
    }

    [Fact]
    public void Every_placeholder_is_valid_to_Notion_s_own_reader()
    {
        foreach (var rule in Rules())
        {
            var violations = new List<string>();
            using var json = JsonDocument.Parse(rule.Attributes);

            var attributes = new AttributeReader(violations).ReadAll(json.RootElement);

            violations.ShouldBeEmpty(rule.Name);
            attributes.ShouldContain(attribute => attribute.Id == "title", rule.Name);
        }
    }

    [Fact]
    public async Task Every_placeholder_reads_well_once_Notion_has_filled_it_in()
    {
        var rules = Rules();

        var matches = await JavaScript.MatchAsync(rules.Select(rule => (rule.Pattern, rule.Sample)));

        foreach (var (rule, groups) in rules.Zip(matches))
        foreach (var text in TextsOf(rule.Attributes).Select(text => FilledIn(text, groups!)))
        {
            text.ShouldNotContain("$<", customMessage: rule.Name);
            text.ShouldBe(text.Trim(), rule.Name);
            text.Split(" · ").ShouldAllBe(part => part.Trim().Length > 0, rule.Name);
        }
    }

    [Fact]
    public async Task A_link_without_its_optional_part_has_a_placeholder_that_reads_well_too()
    {
        var rule = Rules().Single(rule => rule.Name == "Pull request" && rule.Sample.Contains("github.com"));

        var matches = await JavaScript.MatchAsync([(rule.Pattern, "https://github.com/acme/app/pull/12")]);

        TextsOf(rule.Attributes).Select(text => FilledIn(text, matches[0]!)).ShouldContain("acme · app · 12");
    }

    [Fact]
    public void Every_value_has_a_copy_button()
    {
        var values = _page.Page.QuerySelectorAll("dl.values dd > code").ToList();

        values.Count.ShouldBe(5 + (3 * Hosts.Length), "each instance has its host, its callback and its webhooks");
        values.ShouldAllBe(value => value.NextElementSibling!.GetAttribute("data-copy") == value.TextContent);
        _page
            .Page.QuerySelectorAll("button[data-copy]")
            .ShouldAllBe(button => !string.IsNullOrEmpty(button.GetAttribute("aria-label")));
    }

    [Fact]
    public void Every_URL_is_absolute_under_the_public_address()
    {
        var shown = _page.Page.QuerySelectorAll("dl.values code").Select(value => value.TextContent).ToList();

        string[] paths =
        [
            "/notion/authorize",
            "/notion/token",
            "/notion/deletion",
            "/unfurl",
            "/signin/acme/callback",
            "/signin/github/callback",
            "/signin/ghes/callback",
            "/webhooks/acme",
            "/webhooks/github",
            "/webhooks/ghes",
        ];
        paths.Select(path => new Uri(_service.Url, path).AbsoluteUri).ShouldBeSubsetOf(shown);
        Hosts.ShouldBeSubsetOf(shown);
    }

    [Fact]
    public void No_secret_is_on_the_page()
    {
        var html = _page.Page.DocumentElement.OuterHtml;

        foreach (
            var secret in (string[])
                [OAuthSecret, NotionSecret, WebhookSecret, _github.ClientSecret, "unfurl-demo-secret"]
        )
            html.ShouldNotContain(secret);
        html.ShouldContain("Unfurl:OAuth:ClientSecret");
    }

    [Fact]
    public void The_webhook_secret_setting_and_its_presence_are_shown()
    {
        var shown = _page
            .Page.QuerySelectorAll("dt")
            .Where(name => name.TextContent == "Webhook secret for the provider")
            .Select(name => name.NextElementSibling!.TextContent.Trim());

        shown.ShouldBe(
            [
                "the value of Unfurl:Providers:acme:WebhookSecret, which is not set: deliveries are refused",
                "the value of Unfurl:Providers:github:WebhookSecret, which is not set: deliveries are refused",
                "the value of Unfurl:Providers:ghes:WebhookSecret",
            ],
            ignoreOrder: true
        );
    }

    // Under each heading a value, and a button that copies it.
    private List<Rule> Rules() => [.. _page.Page.QuerySelectorAll("details").Select(Read)];

    private static Rule Read(IElement block) =>
        new(
            Value(block, "Rule name"),
            Value(block, "Sample URL"),
            Value(block, "Pattern"),
            Value(block, "Unfurl regex attributes")
        );

    private static string Value(IElement block, string heading)
    {
        var shown = block.QuerySelectorAll("h3").Single(title => title.TextContent == heading).NextElementSibling!;
        var button = shown.QuerySelector("button") ?? shown.NextElementSibling!;
        var value = (shown.QuerySelector("code") ?? shown).TextContent;
        button.GetAttribute("data-copy").ShouldBe(value, heading);
        return value;
    }

    private static List<string> TextsOf(string attributes)
    {
        var violations = new List<string>();
        using var json = JsonDocument.Parse(attributes);
        return
        [
            .. new AttributeReader(violations)
                .ReadAll(json.RootElement)
                .Select(attribute => attribute.Value)
                .OfType<string>(),
        ];
    }

    // As Notion substitutes groups; the value of a group without a match is not documented.
    private static string FilledIn(string text, IReadOnlyDictionary<string, string?> groups)
    {
        var filled = new StringBuilder(text);
        foreach (var (name, value) in groups)
            filled.Replace($"$<{name}>", value ?? "");
        return filled.ToString();
    }

    private sealed record Rule(string Name, string Sample, string Pattern, string Attributes);
}
