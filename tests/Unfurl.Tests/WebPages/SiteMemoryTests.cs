using Unfurl.WebPages.Facts;

namespace Unfurl.Tests.WebPages;

public sealed class SiteMemoryTests
{
    [Fact]
    public void What_several_titles_begin_with_is_the_sites() =>
        After("Acme Git - crane/tree", "Acme Git - crane/tag", "Acme Git - crane/log")
            .WithoutAffix("Acme Git - crane/commit")
            .ShouldBe("crane/commit");

    [Fact]
    public void One_title_of_several_pages_says_nothing_of_its_parts() =>
        After("Acme Git - crane/commit", "Acme Git - crane/commit", "Acme Git - crane/commit")
            .WithoutAffix("Acme Git - crane/commit")
            .ShouldBe("Acme Git - crane/commit");

    private static SiteMemory.Repeated After(params string[] titles)
    {
        var memory = new SiteMemory();
        for (var i = 0; i < titles.Length; i++)
            memory.Remember(new Uri($"https://pages.acme.example/{i}"), titles[i], null, null);
        return memory.Now;
    }
}
