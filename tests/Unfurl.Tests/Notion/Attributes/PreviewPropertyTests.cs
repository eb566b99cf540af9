using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class PreviewPropertyTests
{
    private static readonly PreviewAttributes Renderer = new("Acme", name => new Uri($"https://acme.com/icons/{name}"));

    [Fact]
    public void Any_preview_becomes_a_valid_array_that_parses_back()
    {
        var property = Prop.ForAll(
            Previews.Any,
            preview =>
            {
                var attributes = Renderer.Render(preview);
                using var json = JsonDocument.Parse(Operations.Set(attributes));

                var written = json.RootElement[0].GetProperty("set").EnumerateArray().Select(Id);
                written.ShouldBe(attributes.Items.Select(item => item.Id));
            }
        );

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void Any_preview_is_written_as_strict_UTF8_within_Notions_limit()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var property = Prop.ForAll(
            Previews.Any,
            preview =>
            {
                var json = Operations.Set(Renderer.Render(preview));

                json.Length.ShouldBeLessThan(500_000);
                strict.GetString(json).Contains('\uFFFD').ShouldBeFalse();
            }
        );

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);
    }

    // The simulator's reader shares only the table of sections with the renderer.
    [Fact]
    public void Any_preview_is_a_response_that_the_simulator_accepts()
    {
        var property = Prop.ForAll(
            Previews.Any,
            preview => SimulatorReader.Read(preview, Renderer).Violations.ShouldBeEmpty()
        );

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void No_text_of_a_preview_has_direction_controls_or_excess_combining_marks()
    {
        var property = Prop.ForAll(
            Previews.Any,
            preview =>
            {
                foreach (
                    var text in SimulatorReader
                        .Read(preview, Renderer)
                        .Attributes!.Select(it => it.Value)
                        .OfType<string>()
                )
                {
                    text.ShouldAllBe(c => !(c >= '\u202A' && c <= '\u202E') && !(c >= '\u2066' && c <= '\u2069'));
                    SimulatorReader.MaxCombiningMarks(text).ShouldBeLessThanOrEqualTo(8);
                }
            }
        );

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\u4E2D")]
    [InlineData("\uE000")]
    [InlineData("\u0378")]
    [InlineData("\U0001F680")]
    [InlineData("\U000E0041x")]
    [InlineData("\U00010FFE")]
    public void The_largest_preview_is_within_Notions_limit(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 100_000));
        var url = new Uri("https://acme.com/".PadRight(2000, 'a'));
        var preview = new Preview
        {
            Title = text,
            Identifier = text,
            Icon = new PreviewImage.At(url),
            Author = new Person(text, new PreviewImage.At(url)),
            Status = new Choice(text, Some.Purple),
            Body = text,
            Background = Some.Purple,
            Media = new Media(MediaKind.Html, url),
            Fields =
            [
                .. Enumerable
                    .Range(0, 1000)
                    .Select(i => new Field(
                        i + text,
                        text,
                        new FieldValue.OneOf(new(text, Some.Purple)),
                        FieldLine.Primary
                    )),
            ],
        };

        var json = Operations.Set(Renderer.Render(preview));

        json.Length.ShouldBeLessThan(500_000);
    }

    private static string? Id(JsonElement attribute) => attribute.GetProperty("id").GetString();
}
