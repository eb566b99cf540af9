using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>
/// A user who sees previews of GitHub's pull requests in the Notion simulator: their names in Notion and at GitHub, and
/// their workspace.
/// </summary>
internal sealed record NotionViewer(NotionSimulator Notion, string User, string Login, string Workspace)
{
    // All pushes, with any outcome.
    public IEnumerable<JournalEntry> Updates =>
        Notion.DescribeUser(User).Journal.Where(entry => entry.Method == "PATCH");

    public static string LinkTo(int pullRequest) => $"https://github.com/Codertocat/Hello-World/pull/{pullRequest}";

    // The service limits connections per address and minute, so each browser has its own address.
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

    // Null if there is no preview or it is broken.
    public string? Title(int pullRequest) =>
        Preview(pullRequest) is { Error: null } preview ? TitleOf(preview.Attributes) : null;

    // In the order of the pushes.
    public IEnumerable<string?> TitlesPushed(int pullRequest) =>
        Preview(pullRequest)
            .History.Where(change => change.Cause == "update")
            .Select(change => TitleOf(change.Attributes ?? []));

    private NotionPreview Preview(int pullRequest) =>
        Notion.DescribeUser(User).Previews.Single(preview => preview.Url == LinkTo(pullRequest));

    private static string? TitleOf(IEnumerable<ShownAttribute> attributes) =>
        attributes.FirstOrDefault(attribute => attribute.Id == "title")?.Value;
}
