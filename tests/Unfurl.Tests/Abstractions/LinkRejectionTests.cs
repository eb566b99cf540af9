namespace Unfurl.Tests.Abstractions;

public sealed class LinkRejectionTests
{
    [Fact]
    public void A_longer_link_is_refused() => ShouldBeRefused("https://acme.com/".PadRight(Link.MaxLength + 1, 'a'));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("acme.com")]
    [InlineData("/acme/app")]
    [InlineData("//acme.com/app")]
    public void Relative_texts_are_rejected(string? text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("ftp://acme.com/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,a")]
    [InlineData("mailto:a@acme.com")]
    [InlineData("httpss://acme.com/a")]
    [InlineData("view-source:https://acme.com/a")]
    public void Other_schemes_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https:acme.com/a")]
    [InlineData("https:/acme.com/a")]
    [InlineData("https:///acme.com/a")]
    [InlineData("https:////acme.com/a")]
    [InlineData("https//acme.com/a")]
    public void A_scheme_without_its_two_slashes_is_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://user@acme.com/a")]
    [InlineData("https://user:password@acme.com/a")]
    [InlineData("https://@acme.com/a")]
    [InlineData("https://:@acme.com/a")]
    [InlineData("https://github.com@evil.example/a")]
    [InlineData("https://github.com%40evil.example/a")]
    public void A_link_with_a_user_name_is_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://acme.com:8443/a")]
    [InlineData("https://acme.com:80/a")]
    [InlineData("http://acme.com:443/a")]
    [InlineData("https://acme.com:0/a")]
    [InlineData("https://acme.com:65536/a")]
    [InlineData("https://acme.com:port/a")]
    public void Ports_other_than_the_schemes_own_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://acme.com/.")]
    [InlineData("https://acme.com/..")]
    [InlineData("https://acme.com/a/./b")]
    [InlineData("https://acme.com/a/../b")]
    [InlineData("https://acme.com/a/..?q")]
    [InlineData("https://acme.com/a/..#f")]
    [InlineData("https://acme.com/a/%2e/b")]
    [InlineData("https://acme.com/a/%2E%2e/b")]
    [InlineData("https://acme.com/a/.%2e/b")]
    [InlineData("https://acme.com/a/%2E./b")]
    public void Dot_segments_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://acme.com//")]
    [InlineData("https://acme.com//a")]
    [InlineData("https://acme.com/a//b")]
    [InlineData("https://acme.com/a//")]
    public void Empty_segments_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://acme.com\\a")]
    [InlineData("https:\\\\acme.com/a")]
    [InlineData("https://acme.com/a\\b")]
    [InlineData("https://acme.com/a?b\\c")]
    public void Backslashes_are_refused(string text) => ShouldBeRefused(text);

    public static TheoryData<int> ControlCharactersAndWhiteSpace =>
        [0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x20, 0x7F, 0x85, 0xA0, 0x2028, 0x3000];

    // They turn the reading direction.
    public static TheoryData<int> Directions =>
        [0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069];

    public static TheoryData<int> LoneSurrogates => [0xD800, 0xDBFF, 0xDC00, 0xDFFF];

    [Theory]
    [MemberData(nameof(ControlCharactersAndWhiteSpace))]
    [MemberData(nameof(Directions))]
    [MemberData(nameof(LoneSurrogates))]
    public void Invisible_characters_are_refused_anywhere(int character)
    {
        string[] texts =
        [
            "*https://acme.com/a",
            "https://*acme.com/a",
            "https://acme.com*/a",
            "https://acme.com/*a",
            "https://acme.com/a?*b",
            "https://acme.com/a#*b",
            "https://acme.com/a*",
        ];

        texts.Where(text => Link.TryParse(text.Replace('*', (char)character), out _)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://10.1/a")]
    [InlineData("https://[::1]/a")]
    [InlineData("https://[::ffff:127.0.0.1]/a")]
    [InlineData("https://[fe80::1%25eth0]/a")]
    [InlineData("https://2130706433/a")]
    [InlineData("https://0x7f000001/a")]
    [InlineData("https://0x7f.0.0.1/a")]
    [InlineData("https://0177.0.0.1/a")]
    [InlineData("https://127.0.0.1./a")]
    [InlineData("https://www.127.0.0.1/a")]
    [InlineData("https://256.256.256.256/a")]
    [InlineData("https://acme.0x7f/a")]
    [InlineData("https://\uFF11\uFF12\uFF17.0.0.1/a")]
    [InlineData("https://127\u30020\u30020\u30021/a")]
    public void Ip_addresses_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://localhost/a")]
    [InlineData("https://intranet/a")]
    [InlineData("https://acme.com./a")]
    [InlineData("https://acme.com\u3002/a")]
    [InlineData("https://localhost./a")]
    [InlineData("https://.acme.com/a")]
    [InlineData("https://acme..com/a")]
    [InlineData("https:///a")]
    [InlineData("https://?a")]
    [InlineData("https://#a")]
    [InlineData("https://")]
    [InlineData("https://:443/a")]
    [InlineData("https://xn--\u6CE0.example/a")]
    [InlineData("https://acme.com\uFD01/a")]
    public void Hosts_that_are_no_full_names_are_refused(string text) => ShouldBeRefused(text);

    [Theory]
    [InlineData("https://github\u3002com/a")]
    [InlineData("https://github\uFF0Ecom/a")]
    [InlineData("https://github\uFF61com/a")]
    [InlineData("https://www\u3002github.com/a")]
    [InlineData("https://b\u00FCcher\u3002example/a")]
    [InlineData("https://%67ithub.com/a")]
    [InlineData("https://github%2Ecom/a")]
    [InlineData("https://github.com%2Fa/b")]
    [InlineData("https://github.com%00/a")]
    public void Hosts_with_other_dots_or_escapes_are_refused(string text) => ShouldBeRefused(text);

    private static void ShouldBeRefused(string? text)
    {
        Link.TryParse(text, out var link).ShouldBeFalse($"{text} became {link}");

        link.ShouldBeNull();
    }
}
