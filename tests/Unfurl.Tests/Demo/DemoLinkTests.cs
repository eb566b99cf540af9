using System.Text.Json;
using Unfurl.Demo.Site;
using Unfurl.Notion.Attributes;
using Unfurl.Notion.Portal;

namespace Unfurl.Tests.Demo;

public sealed class DemoLinkTests
{
    private static readonly PreviewAttributes Renderer = new(
        "Unfurl",
        name => new Uri($"https://unfurl.test/icons/{name}")
    );

    // Without the link that never gets a response: AcmeAdapterTests covers the timeout.
    public static TheoryData<string, string> Links =>
        [
            .. AcmeCatalog
                .Links.Where(link => !link.Url.EndsWith("/504", StringComparison.Ordinal))
                .Select(link => new TheoryDataRow<string, string>(link.Url, link.VisibleTo)),
        ];

    [Theory]
    [MemberData(nameof(Links))]
    public async Task A_demo_link_is_visible_to_the_users_the_catalog_names(string url, string visibleTo)
    {
        await using var acme = await AcmeFixture.StartAsync();

        var ada = await acme.Adapter.ResolveAsync(acme.Match(url), acme.CallAs("ada"), CancellationToken.None);
        var ben = await acme.Adapter.ResolveAsync(acme.Match(url), acme.CallAs("ben"), CancellationToken.None);

        (ada is Resolution.Found).ShouldBe(visibleTo is "Everyone" or "Only Ada" or "Ada and Ben");
        (ben is Resolution.Found).ShouldBe(visibleTo is "Everyone" or "Only Ben" or "Ada and Ben");
        (ada is Resolution.Found { Audience: Audience.Public }).ShouldBe(visibleTo == "Everyone");
    }

    [Fact]
    public async Task Together_the_demo_links_show_all_of_Notion_s_table()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var attributes = (await PreviewsAsync(acme)).SelectMany(preview => Renderer.Render(preview).Items).ToList();

        attributes.Select(attribute => attribute.Section).Distinct().Order().ShouldBe(Enum.GetValues<Section>());
        attributes.Select(attribute => attribute.Value.SubType).Distinct().Order().ShouldBe(Enum.GetValues<SubType>());
    }

    [Fact]
    public async Task Every_preview_has_a_picture_or_colour_and_is_written_as_one_operation()
    {
        await using var acme = await AcmeFixture.StartAsync();

        foreach (var preview in await PreviewsAsync(acme))
        {
            var attributes = Renderer.Render(preview);
            using var operations = JsonDocument.Parse(Operations.Set(attributes));

            attributes.Items.ShouldContain(item => item.Section == Section.Entity);
            operations.RootElement.GetArrayLength().ShouldBe(1);
            operations.RootElement[0].GetProperty("set").GetArrayLength().ShouldBe(attributes.Items.Length);
        }
    }

    [Fact]
    public async Task Embedded_media_can_be_fetched_without_a_session_and_framed()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var embeds = (await PreviewsAsync(acme))
            .SelectMany(preview => Renderer.Render(preview).Items)
            .Select(attribute => attribute.Value)
            .OfType<AttributeValue.Embed>()
            .Where(embed => embed.Source.Authority == acme.WebUrl.Authority)
            .Distinct()
            .ToList();

        embeds.Count.ShouldBe(7);
        foreach (var embed in embeds)
        {
            using var response = await acme.Http.GetAsync(embed.Source);

            response.IsSuccessStatusCode.ShouldBeTrue();
            response.Content.Headers.ContentType!.MediaType!.ShouldStartWith(MediaTypePrefix(embed.Kind));
            response.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Every_kind_of_link_has_a_rule_for_the_portal()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var rules = acme.Adapter.Patterns.Select(pattern => PortalRule.For(pattern, [AcmeCatalog.Host], "Unfurl"));

        rules.Select(rule => rule.SampleUrl).ShouldBeSubsetOf(AcmeCatalog.Links.Select(link => link.Url));
    }

    private static string MediaTypePrefix(SubType kind) =>
        kind switch
        {
            SubType.Html => "text/html",
            SubType.Pdf => "application/pdf",
            _ => SectionTable.WireName(kind),
        };

    private static async Task<List<Preview>> PreviewsAsync(AcmeFixture acme)
    {
        var previews = new List<Preview>();
        foreach (var link in AcmeCatalog.Links.Where(link => link.VisibleTo != "Nobody"))
        {
            var call = acme.CallAs(link.VisibleTo == "Only Ben" ? "ben" : "ada");
            var resolution = await acme.Adapter.ResolveAsync(acme.Match(link.Url), call, CancellationToken.None);
            previews.Add(resolution.ShouldBeOfType<Resolution.Found>().Preview);
        }
        return previews;
    }
}
