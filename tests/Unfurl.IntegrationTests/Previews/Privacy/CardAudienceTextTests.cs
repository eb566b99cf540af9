using System.Text.RegularExpressions;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>The README, the home page and the consent page promise the same, word for word.</summary>
public sealed partial class CardAudienceTextTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const string Promise =
        "A link is looked up as the person who pasted the link; everyone who can open that Notion page sees the card.";

    [Fact]
    public async Task The_readme_says_it() =>
        OneLine(await File.ReadAllTextAsync(RepositoryRoot.File("README.md"), TestContext.Current.CancellationToken))
            .ShouldContain(Promise);

    [Fact]
    public async Task The_home_page_says_it()
    {
        using var browser = shared.Host.CreateBrowser();

        var page = await browser.OpenAsync(shared.Host.Service.Url);

        OneLine(page.Text).ShouldContain(Promise);
    }

    [Fact]
    public async Task The_consent_page_says_it()
    {
        using var ben = new NotionUser(shared.Host, "ben");

        var page = await ben.ReachConsentAsync();

        OneLine(page.Text).ShouldContain(Promise);
    }

    private static string OneLine(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
