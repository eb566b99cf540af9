using Unfurl.Testing;

namespace Unfurl.Tests.GitHub.Webhooks;

// UPDATE_DOCS=1 ./test --filter WebhookDocumentationTests rewrites the table.
public sealed class WebhookDocumentationTests
{
    private static readonly string Page = RepositoryRoot.File("docs", "webhooks.md");

    [Fact]
    public void The_table_of_events_in_the_documentation_is_made_of_the_rules()
    {
        var page = File.ReadAllText(Page);
        var text = page[..page.IndexOf(WebhookTable.Head, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text + WebhookTable.Markdown());

        File.ReadAllText(Page)[text.Length..].ShouldBe(WebhookTable.Markdown());
    }
}
