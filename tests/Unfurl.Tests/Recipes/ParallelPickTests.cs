using System.Text;
using Newtonsoft.Json.Linq;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;

namespace Unfurl.Tests.Recipes;

/// <summary>An expression is read once and used by all requests at the same time: nobody gets a value of somebody else's answer.</summary>
public sealed class ParallelPickTests
{
    [Theory]
    [InlineData("who")]
    [InlineData("items[?name=='me'].value | [0]")]
    [InlineData("items[].value | [0]")]
    [InlineData("not_null(missing, who)")]
    [InlineData("max_by(items, &rank).value")]
    [InlineData("sort_by(items, &name)[0].value")]
    [InlineData("map(&value, items) | [0]")]
    [InlineData("to_string(who)")]
    [InlineData("values(only) | [0]")]
    public void Each_finds_what_is_in_its_own_answer(string text)
    {
        var expression = JsonExpression.Parse(text).Expression!;
        var outline = new JsonOutline();
        outline.Keep(text);
        var wrong = 0;

        Parallel.For(
            0,
            20_000,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i =>
            {
                var json =
                    $$"""{"who":"u{{i}}","only":{"a":"u{{i}}"},"items":[{"name":"me","value":"u{{i}}","rank":2},{"name":"other","value":"a","rank":1}]}""";
                var answer = new Answer(200, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(json), outline);
                if (expression.Of(answer)?.Value<string>() != $"u{i}")
                    Interlocked.Increment(ref wrong);
            }
        );

        wrong.ShouldBe(0);
    }
}
