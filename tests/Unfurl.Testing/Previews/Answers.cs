using System.Text;
using System.Text.Json;
using Unfurl.Server.Previews;

namespace Unfurl.Testing.Previews;

/// <summary>What the provider may say about a thing.</summary>
internal static class Answers
{
    public static readonly CacheKey Item = new("acme", "/items/3");

    public static readonly Resource Thing = new("item:3");

    public static readonly Answer Hidden = new(new Resolution.NotFound());

    public static readonly Answer Failing = new(new Resolution.Unavailable("HTTP 502"));

    public static readonly Answer SignInNeeded = new(new Resolution.SignInNeeded());

    public static Answer Private(string text) => new(Found(text));

    public static Answer Public(string text) => new(Found(text) with { Audience = Audience.Public });

    public static Answer Limited(DateTimeOffset until) => new(new Resolution.RateLimited(until));

    public static Resolution.Found Found(string text) => new(new Preview { Title = text }) { Resources = [Thing] };

    // Far larger than what an adapter's answer is cut to.
    public static Answer Large(int bytes) => Private("") with { Packed = new byte[bytes] };

    // Not of any answer: it takes room in memory.
    public static Entry EntryOf(int bytes, InvalidationTag account = default, long order = 0) =>
        new()
        {
            Outcome = Outcome.Shown,
            Packed = new byte[bytes],
            Reason = "",
            Resources = ResourceNames.None,
            Account = account,
            Provider = default,
            Order = order,
            Asked = 0,
            FreshUntil = long.MaxValue,
            Until = long.MaxValue,
        };

    // Readers ignore members that they do not know.
    public static Answer Numbered(this Answer answer, int number) =>
        answer with
        {
            Packed = [.. answer.Packed.AsSpan()[..^1], .. Encoding.UTF8.GetBytes($$""","#":{{number}}}""")],
        };

    // None when the provider was not asked.
    public static int? Number(this CacheResult result)
    {
        using var json = JsonDocument.Parse(result.Entry.Packed);
        return json.RootElement.TryGetProperty("#", out var number) ? number.GetInt32() : null;
    }

    // Of a preview the title, otherwise the status that Notion is sent.
    public static string Text(this CacheResult result) =>
        ResolutionFormat.Unpack(result.Entry.Packed) switch
        {
            Resolution.Found found => found.Preview.Title,
            Resolution.NotFound => "404",
            Resolution.SignInNeeded => "401",
            Resolution.RateLimited => "429",
            Resolution.Unavailable => "502",
            var other => throw new InvalidOperationException($"{other}"),
        };
}
