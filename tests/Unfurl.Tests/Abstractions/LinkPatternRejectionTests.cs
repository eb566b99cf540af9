namespace Unfurl.Tests.Abstractions;

public sealed class LinkPatternRejectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("{owner}")]
    [InlineData("#a")]
    [InlineData("/{owner")]
    [InlineData("/owner}")]
    [InlineData("/{}")]
    [InlineData("/{?}")]
    [InlineData("/{:int}")]
    [InlineData("/{owner:}")]
    [InlineData("/{owner:a||b}")]
    [InlineData("/{owner:a|}")]
    [InlineData("/{{owner}}")]
    [InlineData("/{a{b}}")]
    [InlineData("/{1}")]
    [InlineData("/{a-b}")]
    [InlineData("/{a}/{b-a}")]
    [InlineData("/{a b}")]
    [InlineData("/{\u00E9}")]
    [InlineData("/{a}/{a}")]
    [InlineData("/{a}#{a}")]
    [InlineData("/{site}")]
    [InlineData("/{a?}/b")]
    [InlineData("/{a?}{b}")]
    [InlineData("/x{a?}")]
    [InlineData("/x#{a?}")]
    [InlineData("/a?b")]
    [InlineData("/a?")]
    [InlineData("/a?b=")]
    [InlineData("/a?={c}")]
    [InlineData("/a?{b}={c}")]
    [InlineData("/a?b={c}&")]
    [InlineData("/a?b={c}&d={c}")]
    [InlineData("/a?[b={c}")]
    [InlineData("/{*a:int}")]
    [InlineData("/{*}")]
    [InlineData("/a[/{b}")]
    [InlineData("/a/{b}]")]
    [InlineData("/a]b[")]
    [InlineData("/a b")]
    [InlineData("/a#b#c")]
    [InlineData("/{a:x#y}")]
    public void A_malformed_template_is_refused(string template) =>
        ShouldBeRefused("Thing", template, template, "template");

    [Theory]
    [InlineData("/things/{thing:int}", "/things/a")]
    [InlineData("/things/{thing:int}", "/things/1/2")]
    [InlineData("/things/{thing:int}", "things/1")]
    [InlineData("/things/{thing:int}", "https://acme.com/things/1")]
    [InlineData("/things/{thing:int}", "")]
    [InlineData("/things/{thing:int}", "/things/1\n")]
    [InlineData("/things/{thing}", "/things/a b")]
    [InlineData("/things/{thing}", "/things/..")]
    [InlineData("/things/{thing:name}", "/things/%61")]
    [InlineData("/things/{thing}#{part:int}", "/things/a")]
    public void A_sample_that_does_not_match_is_refused(string template, string sample) =>
        ShouldBeRefused("Thing", template, sample, "sample");

    [Fact]
    public void A_sample_in_a_reserved_place_is_refused()
    {
        Should
            .Throw<ArgumentException>(() => new LinkPattern("Owner", "/{owner}", "/settings", reserved: ["settings"]))
            .Message.ShouldStartWith("The sample /settings does not match the template /{owner}.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_pattern_without_a_name_is_refused(string name) => ShouldBeRefused(name, "/a", "/a", "name");

    private static void ShouldBeRefused(string name, string template, string sample, string parameter) =>
        Should.Throw<ArgumentException>(() => new LinkPattern(name, template, sample)).ParamName.ShouldBe(parameter);
}
