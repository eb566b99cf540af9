using FsCheck;
using FsCheck.Fluent;
using Unfurl.Html;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.Html;

[NeedsNode]
public sealed class EmojiShortcodesTests
{
    [Theory]
    [InlineData(":bug: Bug", "🐛 Bug")]
    [InlineData(":rocket:", "🚀")]
    [InlineData("a:rocket:", "a:rocket:")]
    [InlineData(":+1::-1:", "👍👎")]
    [InlineData("(:partying_face:)", "(🥳)")]
    [InlineData(":technologist: :e-mail: :us: :100:", "🧑‍💻 📧 🇺🇸 💯")]
    [InlineData(":shipit: :unknown: :Bug: : bug :", ":shipit: :unknown: :Bug: : bug :")]
    [InlineData("at 10:100:30, http://a:8080:/", "at 10:100:30, http://a:8080:/")]
    public void Names_become_emoji(string text, string shown) => EmojiShortcodes.Replace(text).ShouldBe(shown);

    [Fact]
    public async Task All_names_are_known_that_GitHub_knows()
    {
        using var node = NodeScript.Start("emoji.mjs");
        node.StandardInput.Close();
        var published = await node.StandardOutput.ReadToEndAsync();
        var names = published.Split('\n').Where(line => line.Contains('\t')).Select(line => line.Split('\t')).ToList();

        names.Count.ShouldBeGreaterThan(1900);
        names.Where(pair => EmojiShortcodes.Replace($":{pair[0]}:") != pair[1]).Select(pair => pair[0]).ShouldBeEmpty();
    }

    [Fact]
    public void Text_without_names_stays() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                    text.Get.Replace(":", "", StringComparison.Ordinal) is var plain
                    && EmojiShortcodes.Replace(plain) == plain
            )
        );
}
