using System.Text;
using System.Text.RegularExpressions;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Templates;

namespace Unfurl.Tests.Recipes;

/// <summary>However much a tool answers, a pick takes what a card can show.</summary>
public sealed class PickBoundsTests
{
    private const string Request = "r";

    [Fact]
    public void An_expression_that_is_found_everywhere_gives_a_hundred_texts()
    {
        var pick = new TextPick(Request, new Regex(".", RegexOptions.NonBacktracking));

        pick.All(Context(Answer(new string('x', 2_000_000)))).Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_selector_that_is_found_everywhere_gives_a_hundred_texts()
    {
        var html = $"<body>{string.Concat(Enumerable.Repeat("<p>x</p>", 20_000))}";
        var page = await AnswerHtml.ParseAsync(html, TestContext.Current.CancellationToken);
        var value = new PageValue(null, IsMarkup: false, IsOwn: false, Without: null);
        var pick = new PagePick(Request, PageSelector.Parse("p")!, value);

        pick.All(Context(Answer(html).With(page))).Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("0.0", "pages == `0`", true)]
    [InlineData("-0.0", "pages == `0`", true)]
    [InlineData("1e2", "pages == `100`", true)]
    [InlineData("0.5", "pages == `0`", false)]
    public void A_number_is_the_same_however_it_is_written(string number, string expression, bool isTrue) =>
        JsonExpression.Parse(expression).Expression!.IsTrueOf(Answer($$"""{"pages":{{number}}}""")).ShouldBe(isTrue);

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12.0", "12")]
    [InlineData("0.4", "0.4")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1e400", null)]
    public void A_number_is_shown_as_people_write_it(string number, string? text) =>
        new JsonPick(Request, JsonExpression.Parse("n").Expression!)
            .First(Context(Answer($$"""{"n":{{number}}}""")))
            .ShouldBe(text);

    private static Answer Answer(string body)
    {
        var outline = new JsonOutline();
        outline.Keep("@");
        return new Answer(200, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), outline);
    }

    private static PickContext Context(Answer answer) =>
        new(
            new Dictionary<string, Answer> { [Request] = answer },
            new TemplateValues(new Dictionary<string, string>())
        );
}
