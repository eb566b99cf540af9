namespace Unfurl.IntegrationTests.Connections.Accounts;

internal static class DisconnectExtensions
{
    public const string InNotion = "in Notion";
    public const string OnThePage = "on the page of connections";

    public static async Task DisconnectAsync(
        this NotionUser user,
        NotionCalls notion,
        string way,
        string workspace,
        Tokens tokens
    )
    {
        if (way == InNotion)
        {
            var response = await notion.DeleteGrantAsync(new { token = tokens.AccessToken });
            response.Status.ShouldBe(System.Net.HttpStatusCode.OK);
            return;
        }
        var page = await user.OpenConnectionsAsync();
        await user.Browser.SubmitAsync(
            new Uri(page.Address, "/connections?handler=Disconnect"),
            FormOf(page, workspace)
        );
    }

    public static async Task DisconnectProviderAsync(this NotionUser user, string host)
    {
        var page = await user.OpenConnectionsAsync();
        await user.Browser.SubmitAsync(new Uri(page.Address, "/connections?handler=Forget"), FormOf(page, host));
    }

    private static IEnumerable<KeyValuePair<string, string>> FormOf(Visit page, string named) =>
        page
            .Page.QuerySelectorAll("form")
            .First(form => form.QuerySelector($"button[aria-label^=Disconnect][aria-label*=\"{named}\"]") is not null)
            .QuerySelectorAll("input[name]")
            .Select(field => new KeyValuePair<string, string>(
                field.GetAttribute("name")!,
                field.GetAttribute("value") ?? ""
            ));
}
