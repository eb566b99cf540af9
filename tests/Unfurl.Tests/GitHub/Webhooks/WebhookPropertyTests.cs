using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>Any signed payload gives an outcome, never an exception, and only names that storage accepts.</summary>
[NeedsNode]
public sealed class WebhookPropertyTests
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e400",
        "99999999999999999999",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"a b/c\"",
        "\"ü/ü\"",
        "[]",
        "[null]",
        "{}",
        "[[{}]]",
        $"\"{new string('a', 10_000)}\"",
    ];

    private static readonly IReadOnlyList<GitHubExample> OfEachRule =
    [
        .. GitHubExamples
            .All.Where(example =>
                WebhookRules.Groups.SelectMany(group => group.Rules).Any(rule => rule.Event == example.Event)
            )
            .DistinctBy(example => (example.Event, example.Action)),
    ];

    [Fact]
    public void Any_value_in_place_of_any_part_has_an_outcome()
    {
        foreach (var example in OfEachRule)
        {
            var places = Places(JsonNode.Parse(example.Json)!).Count;
            var changes =
                from place in Gen.Choose(0, places - 1)
                from value in Gen.Elements(Values)
                select (place, value);
            foreach (var (place, value) in changes.Sample(40))
            {
                var json = JsonNode.Parse(example.Json)!;
                Places(json)[place](value);

                ShouldBeHarmless(
                    example.Event,
                    Encoding.UTF8.GetBytes(json.ToJsonString().Replace("\"\u0001raw\"", value))
                );
            }
        }
    }

    [Fact]
    public void A_truncated_body_is_malformed()
    {
        foreach (var example in OfEachRule)
        {
            var body = Encoding.UTF8.GetBytes(example.Json);
            foreach (var length in Gen.Choose(0, body.Length - 1).Sample(20))
                new GitHubDelivery(example.Event, body.AsMemory(0, length))
                    .Read()
                    .ShouldBeOfType<WebhookReading.Malformed>($"{example} at {length}");
        }
    }

    [Fact]
    public void Any_byte_in_place_of_another_has_an_outcome()
    {
        foreach (var example in OfEachRule)
        {
            var body = Encoding.UTF8.GetBytes(example.Json);
            var changes = from at in Gen.Choose(0, body.Length - 1) from value in Gen.Choose(0, 255) select (at, value);
            foreach (var (at, value) in changes.Sample(20))
            {
                byte[] changed = [.. body];
                changed[at] = (byte)value;

                ShouldBeHarmless(example.Event, changed);
            }
        }
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"repository\":", 100_000)]
    [InlineData("{\"repository\":{\"id\":[[", 40)]
    [InlineData("{\"a\":", 65)]
    public void Deep_nesting_is_malformed(string piece, int times)
    {
        var body = new StringBuilder().Insert(0, piece, times).ToString();

        new GitHubDelivery("push", body).Read().ShouldBeOfType<WebhookReading.Malformed>();
        new GitHubDelivery("push", body).AsForm().Read().ShouldBeOfType<WebhookReading.Malformed>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{}{}")]
    [InlineData("{\"action\":\"opened\",\"action\":\"deleted\"}")]
    [InlineData("<xml/>")]
    public void A_body_without_a_payload_is_malformed(string body) =>
        new GitHubDelivery("issues", body).Read().ShouldBeOfType<WebhookReading.Malformed>();

    [Fact]
    public void Broken_characters_anywhere_are_malformed()
    {
        byte[] body = [.. "{\"zen\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        new GitHubDelivery("ping", body).Read().ShouldBe(new WebhookReading.Malformed("the payload is not UTF-8"));
    }

    [Fact]
    public void Any_bytes_at_all_have_an_outcome()
    {
        foreach (var bytes in ArbMap.Default.GeneratorFor<byte[]>().Sample(500))
        {
            ShouldBeHarmless("push", bytes);
            ShouldBeHarmless("push", bytes, "application/x-www-form-urlencoded");
            ShouldBeHarmless("push", [.. "payload="u8, .. bytes], "application/x-www-form-urlencoded");
        }
    }

    [Fact]
    public void Any_headers_have_an_outcome()
    {
        var texts = ArbMap.Default.GeneratorFor<string>();
        var body = GitHubExamples.Of("push").Delivery.Body;
        var all =
            from name in texts
            from id in texts
            from type in texts
            from signature in texts
            select new GitHubDelivery(name ?? "", body)
            {
                Id = id,
                ContentType = type,
                Signature = signature is { Length: 3 }
                    ? signature
                    : GitHubDelivery.Sign(GitHubDelivery.Secret, body.Span),
            };
        foreach (var delivery in all.Sample(300))
            delivery.Read().ShouldNotBeNull();
    }

    private static void ShouldBeHarmless(string name, byte[] body, string contentType = "application/json")
    {
        var reading = (new GitHubDelivery(name, body) with { ContentType = contentType }).Read();

        if (reading is WebhookReading.Malformed(var reason))
            reason.ShouldAllBe(c => c >= ' ' && c < '\u007f');
        if (reading is not WebhookReading.Changed changed)
            return;
        foreach (var text in changed.Refresh.Concat(changed.Purge).Select(it => it.Name).Concat(changed.Subjects))
        {
            text.Length.ShouldBeLessThan(500);
            text.ShouldAllBe(c => c > ' ' && c < '\u007f');
        }
    }

    // Per value of the document, an action that replaces it.
    private static List<Action<string>> Places(JsonNode root)
    {
        const string Raw = "\u0001raw";
        var places = new List<Action<string>>();
        if (root is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                places.Add(_ => members[name] = Raw);
                places.Add(_ => members.Remove(name));
                if (value is not null)
                    places.AddRange(Places(value));
            }
        }
        else if (root is JsonArray elements)
        {
            for (var i = 0; i < elements.Count; i++)
            {
                var index = i;
                places.Add(_ => elements[index] = Raw);
                if (elements[i] is { } value)
                    places.AddRange(Places(value));
            }
        }
        return places;
    }
}
