using Unfurl.Simulator;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Somebody who sees previews of GitHub's pull requests in a Notion that is a server of its own.</summary>
/// <param name="Notion">Where.</param>
/// <param name="User">Who they are in Notion.</param>
/// <param name="Login">Who they are at GitHub.</param>
/// <param name="Workspace">From where they connected.</param>
internal sealed record NotionViewer(NotionSimulator Notion, string User, string Login, string Workspace)
{
    /// <summary>All calls that told Notion of a change, whatever came of them.</summary>
    public IEnumerable<JournalEntry> Updates =>
        Notion.DescribeUser(User).Journal.Where(entry => entry.Method == "PATCH");

    public static string LinkTo(int pullRequest) => $"https://github.com/Codertocat/Hello-World/pull/{pullRequest}";

    /// <summary>Connects with a browser of its own.</summary>
    /// <param name="address">The address of that browser: from one alone not everybody may come within a minute.</param>
    public async Task ConnectAsync(string address)
    {
        using var browser = new TestBrowser { ForwardedFor = address };
        var page = await browser.OpenAsync(Notion.ConnectUrl(User, Workspace));
        if (page.Text.Contains("Sign in with github.com", StringComparison.Ordinal))
            page = await browser.FollowAsync(page, "Sign in with github.com");
        var consent = await browser.FollowAsync(page, $"Continue as {Login}");
        await browser.PressAsync(consent, "Allow");
        Notion.DescribeUser(User).Connections.Count.ShouldBe(1);
    }

    public async Task PasteAsync(int pullRequest) =>
        (await Notion.PasteAsync(User, LinkTo(pullRequest))).Violations.ShouldBeEmpty();

    /// <summary>What a preview shows as its title; null when it shows none, or is broken.</summary>
    public string? Title(int pullRequest) =>
        Preview(pullRequest) is { Error: null } preview ? TitleOf(preview.Attributes) : null;

    /// <summary>The titles that Notion was told of, one after the other.</summary>
    public IEnumerable<string?> TitlesPushed(int pullRequest) =>
        Preview(pullRequest)
            .History.Where(change => change.Cause == "update")
            .Select(change => TitleOf(change.Attributes ?? []));

    private NotionPreview Preview(int pullRequest) =>
        Notion.DescribeUser(User).Previews.Single(preview => preview.Url == LinkTo(pullRequest));

    private static string? TitleOf(IEnumerable<ShownAttribute> attributes) =>
        attributes.FirstOrDefault(attribute => attribute.Id == "title")?.Value;
}
