using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// GitHub cuts a subject of more than 72 characters: its headline ends with "…", and its body begins with "…" and the
/// rest. The card has the subject as git does, up to the first line break.
/// </summary>
public sealed class GitHubCommitMessageTests
{
    private const string Url = "https://github.com/octocat/Hello-World/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e";

    [Theory]
    [InlineData("Keep the order of the entries when a purge races a resolve that began before it (#482)", "")]
    [InlineData(
        "Keep the order of the entries when a purge races a resolve that began before it (#482)",
        "* First step\n\n* Second step"
    )]
    [InlineData("Exactly seventy-two characters are as long as a headline of GitHub's is.", "The body.")]
    [InlineData("Exactly seventy-three characters are longer than a headline of GitHub's is", "The body.")]
    [InlineData("Emoji at the seventy-second character must not be cut in two halves, ok: 🎉🎉🎉", "The body.")]
    [InlineData("A subject that ends with an ellipsis…", "The body.")]
    [InlineData("A subject that ends with an ellipsis…", "…and a body that begins with one.")]
    [InlineData("A subject without a body", "")]
    public async Task The_title_is_the_whole_subject(string subject, string body)
    {
        foreach (var lineBreak in new[] { "\n", "\r\n" })
        {
            var message =
                body.Length == 0 ? subject : $"{subject}{lineBreak}{lineBreak}{body.Replace("\n", lineBreak)}";

            var preview = await ResolveAsync(CommitOf(message));

            preview.Title.ShouldBe(subject);
            (preview.Body ?? "").ReplaceLineEndings("\n").ShouldBe(body);
        }
    }

    [Fact]
    public async Task Any_subject_is_whole()
    {
        var words = Gen.Elements(
            "Fix",
            "a",
            "purge🎉",
            "…",
            "(#482)",
            "Überschrift",
            "of-the-longest-words-that-there-are"
        );
        foreach (var subject in words.ListOf().Select(list => string.Join(' ', list)).Sample(300))
        {
            if (subject.Length == 0)
                continue;

            (await ResolveAsync(CommitOf($"{subject}\n\nThe body."))).Title.ShouldBe(subject);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\n")]
    public async Task A_commit_without_a_message_has_its_short_hash_as_title(string message) =>
        (await ResolveAsync(CommitOf(message))).Title.ShouldBe("6dcb09b");

    private static async Task<Preview> ResolveAsync(JsonNode answer) =>
        (await Some.GitHub().ResolveAsync(Url, StubHttpHandler.Json(answer.ToJsonString())))
            .ShouldBeOfType<Resolution.Found>()
            .Preview;

    // As GitHub answers, whichever of the fields a card asks for.
    private static JsonNode CommitOf(string message)
    {
        var (headline, body) = Split(message);
        var answer = JsonNode.Parse(
            File.ReadAllText(Path.Combine(CaseTests.Folder, "commit.with-account.github.json"))
        )!;
        var commit = answer["data"]!["repository"]!["object"]!;
        commit["message"] = message;
        commit["messageHeadline"] = headline;
        commit["messageBody"] = body;
        return answer;
    }

    private static (string Headline, string Body) Split(string message)
    {
        const int Longest = 72;
        var lines = message.Replace("\r\n", "\n").Split('\n', 2);
        var (subject, body) = (lines[0], lines.Length > 1 ? lines[1].TrimStart('\n') : "");
        var runes = subject.EnumerateRunes().ToList();
        if (runes.Count <= Longest)
            return (subject, body);
        var rest = $"…{TextOf(runes.Skip(Longest - 3))}";
        return ($"{TextOf(runes.Take(Longest - 3))}…", body.Length == 0 ? rest : $"{rest}\n\n{body}");
    }

    private static string TextOf(IEnumerable<Rune> runes) => string.Concat(runes.Select(rune => rune.ToString()));
}
