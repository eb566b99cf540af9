using System.Text.Json;
using Unfurl.Html;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.Html;

/// <summary>
/// <c>Bodies/table.md</c> is the Markdown or <c>.html</c> the HTML, <c>table.txt</c> beside it the text. Markdown is
/// rendered by Markdig and as GitHub renders it, and both become the same text. A new case is two files.
/// </summary>
[NeedsNode]
public sealed class BodyTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Html", "Bodies");

    internal static readonly Lazy<Task<Dictionary<string, string>>> Rendered = new(RenderAsync);

    public static TheoryData<string> Markdown => NamesOf("*.md");

    public static TheoryData<string> Pages => NamesOf("*.html");

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Markdown_becomes_plain_text(string name) =>
        (HtmlText.FromMarkdown(Read(name + ".md")) ?? "").ShouldBe(ExpectedOf(name));

    [Theory]
    [MemberData(nameof(Markdown))]
    public async Task Markdown_rendered_by_GitHub_becomes_the_same_text(string name) =>
        (HtmlText.FromHtml((await Rendered.Value)[name]) ?? "").ShouldBe(ExpectedOf(name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void HTML_becomes_plain_text(string name) =>
        (HtmlText.FromHtml(Read(name + ".html")) ?? "").ShouldBe(ExpectedOf(name));

    private static TheoryData<string> NamesOf(string pattern) =>
        [.. Directory.EnumerateFiles(Folder, pattern).Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    internal static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal static string ExpectedOf(string name) => Read(name + ".txt").TrimEnd('\n');

    private static async Task<Dictionary<string, string>> RenderAsync()
    {
        var texts = Directory
            .EnumerateFiles(Folder, "*.md")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        using var node = NodeScript.Start("render.mjs");
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        var html = await node.StandardOutput.ReadToEndAsync();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(html)!;
    }
}
