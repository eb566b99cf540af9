using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

/// <summary>To update the page: <c>UPDATE_DOCS=1 ./test --filter AdapterReferenceTests</c>.</summary>
public sealed class AdapterReferenceTests
{
    private static readonly string Page = RepositoryRoot.File("docs", "adapter-reference.md");

    [Fact]
    public void The_page_is_made_of_the_comments()
    {
        var page = AdapterReference.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, page);

        File.ReadAllText(Page).ShouldBe(page);
    }
}
