namespace Unfurl.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void The_recipe_without_mistakes_is_read() => Desk.Problems(Desk.Recipe).ShouldBeEmpty();

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_their_lines()
    {
        var text = Desk
            .Recipe.Replace("default: markdown", "default: html", StringComparison.Ordinal)
            .Replace("header: X-Key", "heder: X-Key", StringComparison.Ordinal)
            .Replace("sample: /issues/12", "sample: /tickets/12", StringComparison.Ordinal)
            .Replace("get: /api/issues/{{ number }}", "get: api/issues", StringComparison.Ordinal)
            .Replace("author: author_id", "author: author_id[", StringComparison.Ordinal)
            .Replace("title: subject", "tittle: subject", StringComparison.Ordinal)
            .Replace("open: green", "open: grene", StringComparison.Ordinal);

        Desk.Places(text).ShouldBe(["7:14", "10:3", "17:13", "21:14", "23:19", "28:7", "28:7", "31:25"]);
    }

    [Fact]
    public void A_fifth_request_is_one_too_many()
    {
        const string author = "      author:\n        get: /api/users/{{ author }}\n        optional: true\n";
        Desk.Recipe.ShouldContain(author);
        string More(string name) => author.Replace("      author:", $"      {name}:", StringComparison.Ordinal);

        Desk.Problems(Desk.Recipe.Replace(author, author + More("b") + More("c"), StringComparison.Ordinal))
            .ShouldBeEmpty();
        Desk.Problems(Desk.Recipe.Replace(author, author + More("b") + More("c") + More("d"), StringComparison.Ordinal))
            .ShouldBe(["desk.yaml:33:7: A kind has 4 requests at most."]);
    }

    [Theory]
    [InlineData("", "desk.yaml:1:1: A recipe is one YAML document of keys and values: name: …, kinds: …")]
    [InlineData("Hello", "desk.yaml:1:1: A recipe is one YAML document of keys and values: name: …, kinds: …")]
    [InlineData("- a\n- b", "desk.yaml:1:1: A recipe is one YAML document of keys and values: name: …, kinds: …")]
    [InlineData(
        "a: 1\n---\nb: 2",
        "desk.yaml:1:1: A recipe is one YAML document of keys and values: name: …, kinds: …"
    )]
    [InlineData(
        "a: [1",
        "desk.yaml:2:1: This is no YAML: While parsing a flow sequence, did not find expected ',' or ']'."
    )]
    [InlineData(
        "a: \"",
        "desk.yaml:1:4: This is no YAML: While scanning a quoted scalar, found unexpected end of stream."
    )]
    [InlineData(
        "a:\n\t- b",
        "desk.yaml:1:1: This is no YAML: While scanning a mapping, found invalid tab as indentation."
    )]
    [InlineData("a: b\nc: d\0e", "desk.yaml:2:5: A recipe is text: there is a character U+0000 here.")]
    [InlineData("a:\n  b: { c: d\ne }", "desk.yaml:2:9: This is no YAML: it cannot be read around here.")]
    [InlineData("a:\n  b: c\n  :", "desk.yaml:4:1: This is no YAML: it cannot be read around here.")]
    public void What_is_no_recipe_at_all_is_told(string text, string expected) =>
        Desk.Problems(text).ShouldBe([expected]);

    [Fact]
    public void What_a_recipe_needs_is_told() =>
        Desk.Problems("about: a desk")
            .ShouldBe([
                "desk.yaml:1:1: A recipe needs 'name', e.g. name: Redmine",
                "desk.yaml:1:1: A recipe needs 'key', how users' keys are sent and checked, or public: true, or both.",
                "desk.yaml:1:1: A recipe needs 'kinds', e.g. kinds: { Issue: { link: … } }",
            ]);

    [Fact]
    public void Depth_and_length_are_limited()
    {
        Desk.Problems("a: " + new string('[', 40) + new string(']', 40))
            .ShouldBe(["desk.yaml:1:33: A recipe is nested 32 levels deep at most."]);
        Desk.Problems("a: b # " + new string('c', 256 * 1024))
            .ShouldBe(["desk.yaml:1:1: The file is longer than 256 KB."]);
        Desk.Problems(Desk.Recipe.Replace("title: subject", $"title: {new string('a', 501)}", StringComparison.Ordinal))
            .ShouldBe(["desk.yaml:28:14: A JMESPath has 500 characters at most."]);
    }

    [Fact]
    public void A_file_of_mistakes_only_does_not_flood_its_author() =>
        Desk.Problems(string.Concat(Enumerable.Range(0, 1000).Select(i => $"a{i}: b\n"))).Count.ShouldBe(100);
}
