using Unfurl.Adapters.Testing;
using Unfurl.WebPages;
using static Unfurl.Tests.WebPages.Wiki;

namespace Unfurl.Tests.WebPages;

/// <summary>Which links are pages, and with which settings.</summary>
public sealed class WebPageLinksTests
{
    [Fact]
    public void Every_page_of_the_host_is_matched()
    {
        var wiki = Adapter();

        wiki.CheckPatterns();
        IsMatch(wiki, "/").ShouldBeTrue();
        IsMatch(wiki, "/a").ShouldBeTrue();
        IsMatch(wiki, "/a/b/?c=d#e").ShouldBeTrue();
        KeyOf(wiki, "/a?id=1").ShouldNotBe(KeyOf(wiki, "/a?id=2"));
        KeyOf(wiki, "/a#x").ShouldBe(KeyOf(wiki, "/a"));
    }

    [Fact]
    public void Of_listed_paths_and_without_exceptions()
    {
        var wiki = Adapter(
            ("Paths:0", "/handbook"),
            ("Paths:1", "/wiki/"),
            ("Except:0", "/handbook/drafts"),
            ("Except:1", "/wiki/Special:*")
        );

        wiki.CheckPatterns();
        wiki.Adapter.Kinds.Select(kind => kind.Pattern.Name).ShouldBe(["Home page", "Page", "Home page 2", "Page 2"]);
        IsMatch(wiki, "/handbook").ShouldBeTrue();
        IsMatch(wiki, "/handbook/a/b").ShouldBeTrue();
        IsMatch(wiki, "/handbook/drafts").ShouldBeFalse();
        IsMatch(wiki, "/handbook/drafts/a").ShouldBeFalse();
        IsMatch(wiki, "/handbook/draftsmen").ShouldBeTrue();
        IsMatch(wiki, "/handbooks").ShouldBeFalse();
        IsMatch(wiki, "/wiki/Guide").ShouldBeTrue();
        IsMatch(wiki, "/wiki/Special:Log").ShouldBeFalse();
        IsMatch(wiki, "/").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/./a")]
    [InlineData("/%zz")]
    [InlineData("/a%2")]
    [InlineData("/a%2Fb")]
    [InlineData("/a;b=c")]
    [InlineData("/a&b")]
    [InlineData("/a$b!")]
    [InlineData("/wiki/Help:Guide")]
    [InlineData("/%C3%BC")]
    [InlineData("/*")]
    [InlineData("/")]
    public void Any_path_prefix_is_taken_or_refused_by_name(string path)
    {
        foreach (var key in (string[])["Paths:0", "Except:0"])
        {
            var settings = new ProviderSettings("wiki", Host, new Dictionary<string, string?> { [key] = path });

            var adapter = new WebPageProviderType().Create(settings);

            (settings.Problems.Count > 0 || adapter.Kinds.Count > 0).ShouldBeTrue(path);
            settings.Problems.ShouldAllBe(problem => problem.Contains($":{key} "));
        }
    }

    [Fact]
    public void The_sample_is_none_of_the_exceptions() =>
        Adapter(("Except:0", "/page"), ("Except:1", "/page-a*")).Adapter.Kinds.ShouldNotBeEmpty();

    [Theory]
    [InlineData("/guide", "/guide")]
    [InlineData("/guide/", "/guide/")]
    [InlineData("/guide/?b=1&utm_source=mail&a=2#x", "/guide/?b=1&a=2")]
    [InlineData("/guide?utm_source=mail", "/guide")]
    [InlineData("/", "/")]
    public async Task A_page_is_asked_for_as_it_was_pasted(string link, string asked)
    {
        var http = HtmlPage(asked, Page);

        (await Adapter().ResolveAsync(link, http)).ShouldBeOfType<Resolution.Found>();
    }

    [Theory]
    [InlineData("Paths:0", "/handbook", "Except:0", "/handbook")]
    [InlineData("Paths:0", "/Handbook/guide", "Except:0", "/handbook")]
    [InlineData("Paths:0", "/handbook", "Except:0", "/hand*")]
    [InlineData("Check", "/profile", null, null)]
    [InlineData("Who", "#me", null, null)]
    [InlineData("Header", "Host", null, null)]
    [InlineData("Header", "content-type", null, null)]
    [InlineData("Header", "Accept", null, null)]
    [InlineData("Header", "Transfer-Encoding", null, null)]
    [InlineData("Header", "If-None-Match", null, null)]
    public void What_would_have_no_effect_or_another_one_is_refused_by_name(
        string key,
        string value,
        string? otherKey,
        string? otherValue
    )
    {
        var values = new Dictionary<string, string?> { [key] = value };
        if (otherKey is not null)
            values[otherKey] = otherValue;
        var settings = new ProviderSettings("wiki", Host, values);

        new WebPageProviderType().Create(settings);

        settings.Problems.Single().ShouldContain($":{key} ");
    }

    private static bool IsMatch(TestedAdapter tested, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue();
        return new LinkKinds(tested.Adapter.Kinds).Match(link, out _) is not null;
    }

    private static string KeyOf(TestedAdapter tested, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue();
        var match = new LinkKinds(tested.Adapter.Kinds).Match(link, out var kind);
        return kind!.Key(match!);
    }
}
