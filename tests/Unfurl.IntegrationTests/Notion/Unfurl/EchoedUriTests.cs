using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>The response repeats any Unicode text in <c>uri</c>, however its JSON is escaped.</summary>
[OnEachDatabase]
public sealed class EchoedUriTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const int Texts = 300;

    private static readonly Gen<Rune> Character = Gen.Frequency(
            (6, Gen.Choose(0x20, 0x7E)),
            (2, Gen.Choose(0x00, 0x1F)),
            (
                1,
                Gen.Elements(
                    0x22,
                    0x5C,
                    0x2F,
                    0x7F,
                    0x85,
                    0xA0,
                    0x2028,
                    0x2029,
                    0xFEFF,
                    0xFFFE,
                    0xFFFF,
                    0x10FFFF,
                    0xFDD0
                )
            ),
            (2, Gen.Choose(0x80, 0xD7FF)),
            (1, Gen.Choose(0xE000, 0xFFFF)),
            (1, Gen.Choose(0x10000, 0x10FFFF))
        )
        .Select(code => new Rune(code));

    // A text with one of its JSON spellings (RFC 8259 §7).
    private static readonly Gen<(string Text, string Json)> Spelled =
        from start in Gen.Elements("", "https://acme.example/items/1", "https://acme.example/items/3?x=", "https://")
        from characters in Character.ArrayOf()
        let runes = start.EnumerateRunes().Concat(characters.Length + start.Length == 0 ? [new Rune('x')] : characters)
        from spelled in Gen.CollectToArray(runes.Select(Spell))
        select (string.Concat(runes), string.Concat(spelled));

    private readonly NotionCalls _notion = new(shared.Host);

    [Fact]
    public async Task The_uri_is_echoed_unchanged()
    {
        foreach (var (text, json) in Spelled.Sample(Texts, 40))
        {
            var response = await _notion.SendAsync(
                HttpMethod.Post,
                "/unfurl",
                NotionCalls.Raw("application/json", $$"""{"uri":"{{json}}"}"""),
                $"Bearer {shared.Ada.AccessToken}"
            );

            response.Status.ShouldBe(HttpStatusCode.OK, json);
            response["uri"].ShouldBe(text, json);
            response.Json.GetProperty("operations").GetArrayLength().ShouldBe(1);
        }
    }

    private static Gen<string> Spell(Rune rune)
    {
        var escaped = string.Concat(
            rune.ToString().Select(unit => $"\\u{((int)unit).ToString("x4", CultureInfo.InvariantCulture)}")
        );
        List<string> ways = [escaped, @"\u" + escaped[2..].Replace('a', 'A').Replace('f', 'F').Replace(@"\U", @"\u")];
        if (rune.Value >= 0x20 && rune.Value is not ('"' or '\\'))
            ways.AddRange([rune.ToString(), rune.ToString(), rune.ToString()]);
        var place = "\"\\/\b\f\n\r\t".IndexOf(rune.ToString(), StringComparison.Ordinal);
        if (place >= 0)
            ways.Add($"\\{"\"\\/bfnrt"[place]}");
        return Gen.Elements<string>(ways);
    }
}
