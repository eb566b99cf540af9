using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Abstractions;

public sealed class LinkPropertyTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void Any_text_is_parsed_or_rejected_without_an_exception()
    {
        var property = Prop.ForAll(LinkTexts.Any, text => Link.TryParse(text, out var link) == link is not null);

        Check.One(Config, property);
    }

    [Fact]
    public void A_normal_form_is_its_own_normal_form()
    {
        var property = ForLinks(link =>
            Link.TryParse(link.ToString(), out var again) && again.ToString() == link.ToString()
        );

        Check.One(Config, property);
    }

    [Fact]
    public void A_normal_form_is_printable_ascii()
    {
        var property = ForLinks(link => link.ToString().All(c => c is > ' ' and <= '~'));

        Check.One(Config, property);
    }

    [Fact]
    public void The_original_text_is_unchanged()
    {
        var property = Prop.ForAll(LinkTexts.Any, text => !Link.TryParse(text, out var link) || link.Original == text);

        Check.One(Config, property);
    }

    [Fact]
    public void Scheme_case_www_port_and_trailing_slash_do_not_distinguish_links()
    {
        var property = ForLinks(link =>
        {
            var rest = link.Path == "/" ? "" : link.Path;
            string[] spellings =
            [
                $"http://{link.Host}{rest}",
                $"https://www.{link.Host}{rest}",
                $"https://{link.Host.ToUpperInvariant()}{rest}",
                $"https://{link.Host}:443{rest}",
                $"HTTP://{link.Host}:80{rest}/",
            ];
            return spellings.All(spelling =>
                spelling.Length > Link.MaxLength
                || (Link.TryParse(spelling, out var other) && other.ToString() == link.ToString())
            );
        });

        Check.One(Config, property);
    }

    [Fact]
    public void Most_generated_links_are_links()
    {
        var links = LinkTexts.Likely.Generator.Sample(500).Count(text => Link.TryParse(text, out _));

        links.ShouldBeGreaterThan(100);
    }

    private static Property ForLinks(Func<Link, bool> holds) =>
        Prop.ForAll(LinkTexts.Likely, text => !Link.TryParse(text, out var link) || holds(link));
}
