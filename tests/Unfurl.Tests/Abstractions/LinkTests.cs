using System.Text;

namespace Unfurl.Tests.Abstractions;

public sealed class LinkTests
{
    [Theory]
    [InlineData("https://github.com/acme/app")]
    [InlineData("http://github.com/acme/app")]
    [InlineData("HTTPS://GitHub.COM/acme/app")]
    [InlineData("https://www.github.com/acme/app")]
    [InlineData("https://WWW.github.com/acme/app")]
    [InlineData("https://www.www.github.com/acme/app")]
    [InlineData("https://github.com:443/acme/app")]
    [InlineData("http://github.com:80/acme/app")]
    [InlineData("https://github.com/acme/app/")]
    [InlineData("https://github.com/%61cme/ap%70")]
    [InlineData("https://github.com/acme/app?tab=readme#top")]
    public void Spellings_of_a_link_have_one_normal_form(string text) =>
        Parse(text).ToString().ShouldBe("https://github.com/acme/app");

    [Theory]
    [InlineData("https://acme.com/caf\u00E9")]
    [InlineData("https://acme.com/caf%C3%A9")]
    [InlineData("https://acme.com/caf%c3%a9")]
    public void Escaped_and_unescaped_letters_have_one_normal_form(string text) =>
        Parse(text).ToString().ShouldBe("https://acme.com/caf%C3%A9");

    [Theory]
    [InlineData("https://acme.com/a%2fb%ff", "https://acme.com/a%2Fb%FF")]
    [InlineData("https://acme.com/100%", "https://acme.com/100%25")]
    [InlineData("https://acme.com/%2%35", "https://acme.com/%2525")]
    public void Other_escapes_are_in_upper_case_and_a_lone_percent_sign_is_escaped(string text, string normal) =>
        Parse(text).ToString().ShouldBe(normal);

    [Theory]
    [InlineData("https://b\u00FCcher.example/a")]
    [InlineData("https://B\u00DCCHER.example/a")]
    [InlineData("https://xn--bcher-kva.example/a")]
    public void International_hosts_are_normalized_to_ascii(string text) =>
        Parse(text).Host.ShouldBe("xn--bcher-kva.example");

    [Theory]
    [InlineData("https://github.com")]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com?a=b")]
    [InlineData("https://github.com#a")]
    public void A_link_without_a_path_has_the_path_slash(string text) => Parse(text).Path.ShouldBe("/");

    // https://wicg.github.io/scroll-to-text-fragment/#the-fragment-directive
    [Theory]
    [InlineData("#issuecomment-5901:~:text=x", "issuecomment-5901")]
    [InlineData("#:~:text=x", "")]
    [InlineData("#:~:", "")]
    [InlineData("#a:~:text=prefix-,start,end,-suffix&text=b#c", "a")]
    [InlineData("#a:~:text=one:~:two", "a")]
    [InlineData("#a:~:selector(type=CssSelector)", "a")]
    [InlineData("#a:%7E:text=x", "a")]
    [InlineData("#a:~text=x", "a:~text=x")]
    [InlineData("#L10:L20", "L10:L20")]
    [InlineData("?q=:~:text=x#a", "a")]
    public void A_directive_for_the_browser_is_not_part_of_the_fragment(string end, string fragment)
    {
        var link = Parse($"https://acme.com/a{end}");

        link.Fragment.ShouldBe(fragment);
        link.Original.ShouldEndWith(end);
    }

    [Theory]
    [InlineData("https://acme.com/a/..b")]
    [InlineData("https://acme.com/a/b..")]
    [InlineData("https://acme.com/a/...")]
    [InlineData("https://acme.com/a/.git")]
    [InlineData("https://acme.com/compare/v1...v2")]
    [InlineData("https://acme.com/a%2Fb")]
    [InlineData("https://acme.com/a?next=//evil.com/..")]
    [InlineData("https://acme.com/a#//b/../c")]
    [InlineData("https://acme.com/a@b:c")]
    [InlineData("https://acme.com/\U0001F680")]
    [InlineData("https://1and1.example/a")]
    [InlineData("https://www.com/a")]
    public void Unusual_valid_links_are_accepted(string text)
    {
        Link.TryParse(text, out var link).ShouldBeTrue();

        link.Original.ShouldBe(text);
    }

    [Fact]
    public void Query_and_fragment_exclude_their_delimiters()
    {
        var link = Parse("https://acme.com/a??b=1&c=%20#d?e");

        link.Query.ShouldBe("?b=1&c=%20");
        link.Fragment.ShouldBe("d?e");
    }

    [Fact]
    public void A_fragment_may_start_with_a_hash() => Parse("https://acme.com/a##b").Fragment.ShouldBe("#b");

    [Fact]
    public void The_original_text_is_kept_unchanged()
    {
        const string text = "HTTP://WWW.GitHub.com:80/%61cme/caf\u00E9/?Q=%41#%42";

        Parse(text).Original.ShouldBe(text);
    }

    [Fact]
    public void A_link_of_the_longest_length_is_a_link() =>
        Link.TryParse("https://acme.com/".PadRight(Link.MaxLength, 'a'), out _).ShouldBeTrue();

    // Uri maps such characters depending on the globalization mode.
    [Theory]
    [InlineData("https://\uFF47ithub.com/a")]
    [InlineData("https://\uFF27\uFF29\uFF34\uFF28\uFF35\uFF22.com/a")]
    [InlineData("https://\u24D6ithub.com/a")]
    [InlineData("https://gith\u1D64b.com/a")]
    [InlineData("https://github.c\u2134m/a")]
    [InlineData("https://\u212Aernel.example/a")]
    [InlineData("https://git\u00ADhub.com/a")]
    [InlineData("https://git\u200Bhub.com/a")]
    [InlineData("https://github\uFEFF.com/a")]
    [InlineData("https://\uFF42.b\u00FCcher.example/a")]
    [InlineData("https://github.com\uFF0Fa/b")]
    [InlineData("https://github.com\uFF1A443/a")]
    public void A_homoglyph_host_is_never_the_ascii_host(string text)
    {
        var isLink = Link.TryParse(text, out var link);

        var others = text.Split('/')[2].Split('.').Count(label => !Ascii.IsValid(label));
        if (isLink)
            link!.Host.Split('.').Count(label => label.StartsWith("xn--", StringComparison.Ordinal)).ShouldBe(others);
    }

    [Theory]
    [InlineData("https://g\u0456thub.com/a", "xn--gthub-n2e.com")]
    [InlineData("https://xn--gthub-n2e.com/a", "xn--gthub-n2e.com")]
    [InlineData("https://github.com.evil.example/a", "github.com.evil.example")]
    [InlineData("https://evil.example/github.com/a", "evil.example")]
    [InlineData("https://evil.example?https://github.com/a", "evil.example")]
    [InlineData("https://evil.example#@github.com/a", "evil.example")]
    [InlineData("https://github.com-evil.example/a", "github.com-evil.example")]
    [InlineData("https://api.github.com/a", "api.github.com")]
    [InlineData("https://wwwgithub.com/a", "wwwgithub.com")]
    [InlineData("https://www2.github.com/a", "www2.github.com")]
    [InlineData("https://github.com\u2215a.evil.example/b", "github.xn--coma-id9a.evil.example")]
    public void A_look_alike_is_another_host(string text, string host) => Parse(text).Host.ShouldBe(host);

    [Theory]
    [InlineData("GitHub.com", "github.com")]
    [InlineData("www.github.com", "github.com")]
    [InlineData("WWW.WWW.github.com", "github.com")]
    [InlineData("github.com.", "github.com")]
    [InlineData("www.com", "www.com")]
    [InlineData("wwwx.com", "wwwx.com")]
    [InlineData("", "")]
    public void Hosts_are_compared_in_lower_case_without_www_and_trailing_dot(string host, string normal) =>
        Link.NormalizeHost(host).ShouldBe(normal);

    private static Link Parse(string text) =>
        Link.TryParse(text, out var link) ? link : throw new ShouldAssertException($"{text} is not a link.");
}
