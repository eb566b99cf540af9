using Unfurl.Cli.Commands.Simulate.Reports;
using Unfurl.Simulator.Checks;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Checks;

public sealed class CheckDocumentationTests
{
    // The table is the end of the page.
    private const string Head = "| check | rule |";

    private static readonly string Page = RepositoryRoot.File("docs", "simulator.md");

    // UPDATE_DOCS=1 ./test --filter CheckDocumentationTests
    [Fact]
    public void The_table_of_checks_in_the_documentation_is_the_programs_own()
    {
        var page = File.ReadAllText(Page);
        var text = page[..page.IndexOf(Head, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text + CheckTable.Markdown());

        File.ReadAllText(Page)[text.Length..].ShouldBe(CheckTable.Markdown());
    }

    [Fact]
    public void Every_check_has_a_name_of_its_own_and_a_public_source()
    {
        ServiceChecker.All.Select(check => check.Id).ShouldBeUnique();
        foreach (var check in ServiceChecker.All)
        {
            check.Id.ShouldMatch(@"^[a-z]+\.[a-z-]+$");
            check.Rule.ShouldEndWith(".");
            check.Source.Address.Host.ShouldBeOneOf("developers.notion.com", "www.rfc-editor.org", "www.w3.org");
        }
    }
}
