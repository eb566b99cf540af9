using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

/// <summary>Which of REST's answers are remembered, how many of them, and what an odd server can do about it.</summary>
public sealed class RememberedAnswerTests
{
    private const int LongestRemembered = 64 * 1024;
    private const int AllRemembered = 16 * 1024 * 1024;
    private const string Tag = "\"abc\"";

    private static readonly string GraphQL = Case("github.json");
    private static readonly string Comment = Case("github.rest.json");

    private readonly IProviderAdapter _adapter = Some.GitHub();

    /// <summary>What REST answers next.</summary>
    private Func<HttpResponseMessage> _rest = () => Tagged(Tag);

    /// <summary>What the last request asked about.</summary>
    private string? _askedAbout;

    [Theory]
    [InlineData(Tag)]
    [InlineData("W/\"abc\"")]
    [InlineData("\"\"")]
    public async Task A_tag_is_sent_back_as_it_came(string tag)
    {
        _rest = () => Tagged(tag);
        await ResolveAsync();

        await ResolveAsync();

        _askedAbout.ShouldBe(tag);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("abc")]
    [InlineData("\"abc")]
    [InlineData("\"abc\", \"def\"")]
    public async Task Without_a_tag_of_its_own_nothing_is_asked_about(string? tag)
    {
        await ResolveAsync();
        _rest = () => Tagged(tag);
        await ResolveAsync();

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>();

        _askedAbout.ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task A_refusal_ends_what_is_remembered(HttpStatusCode status)
    {
        await ResolveAsync();
        _rest = () => Json(status, """{"message":"No"}""");

        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();
        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();

        _askedAbout.ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "{}")]
    [InlineData(HttpStatusCode.BadGateway, "<html></html>")]
    [InlineData(HttpStatusCode.TooManyRequests, """{"message":"API rate limit exceeded"}""")]
    [InlineData(HttpStatusCode.Forbidden, """{"message":"You have exceeded a secondary rate limit."}""")]
    public async Task A_failure_and_a_limit_show_nothing_of_it_and_do_not_end_it(HttpStatusCode status, string body)
    {
        var first = await ResolveAsync();
        _rest = () => Json(status, body);

        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();
        _rest = () => Json(HttpStatusCode.NotModified, "");

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
    }

    [Fact]
    public async Task An_answer_of_not_modified_to_who_did_not_ask_is_a_failure()
    {
        _rest = () => Json(HttpStatusCode.NotModified, "");

        (await ResolveAsync()).ShouldBe(new Resolution.Unavailable("HTTP 304"));
    }

    [Fact]
    public async Task What_was_sent_along_with_not_modified_is_not_read()
    {
        var first = await ResolveAsync();
        _rest = () => Json(HttpStatusCode.NotModified, "<html>");

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotModified)]
    public async Task The_last_answer_before_a_limit_is_an_answer_whether_modified_or_not(HttpStatusCode status)
    {
        await ResolveAsync();
        _rest = () =>
        {
            var response = Json(status, status is HttpStatusCode.OK ? Comment : "");
            response.Headers.Add("X-RateLimit-Remaining", "0");
            response.Headers.Add("X-RateLimit-Reset", Some.Now.AddMinutes(20).ToUnixTimeSeconds().ToString());
            return response;
        };

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>();
    }

    [Theory]
    [InlineData(LongestRemembered - 1024, true)]
    [InlineData(LongestRemembered, false)]
    public async Task Long_answers_are_not_remembered(int length, bool isRemembered)
    {
        _rest = () => Tagged(Tag, OfLength(length));
        await ResolveAsync();

        await ResolveAsync();

        (_askedAbout is not null).ShouldBe(isRemembered);
    }

    [Fact]
    public async Task A_long_tag_counts_too()
    {
        _rest = () => Tagged($"\"{new string('x', LongestRemembered / 2)}\"");
        await ResolveAsync();

        await ResolveAsync();

        _askedAbout.ShouldBeNull();
    }

    [Fact]
    public async Task When_there_is_no_more_room_what_was_not_asked_for_the_longest_is_forgotten()
    {
        const int length = LongestRemembered - 1024;
        const int count = (AllRemembered / length) + 20;
        var answer = OfLength(length);
        _rest = () => Tagged(Tag, answer);
        for (var comment = 1; comment <= count; comment++)
        {
            await ResolveAsync(comment);
            await ResolveAsync(1);
        }

        var known = new List<int>();
        foreach (var comment in Enumerable.Range(2, count - 1).Reverse().Prepend(1))
        {
            await ResolveAsync(comment);
            if (_askedAbout is not null)
                known.Add(comment);
        }

        known.ShouldBe([1, .. Enumerable.Range(2, count - 1).Reverse().Take(known.Count - 1)]);
        (known.Count * length).ShouldBeInRange(AllRemembered - (4 * length), AllRemembered);
    }

    private async Task<Resolution> ResolveAsync(long comment = 1001)
    {
        using var server = new Canned(request =>
        {
            if (request.Method == HttpMethod.Post)
                return Json(HttpStatusCode.OK, GraphQL);
            _askedAbout = request.Headers.TryGetValues("If-None-Match", out var tags) ? string.Join(", ", tags) : null;
            return _rest();
        });
        return await _adapter.ResolveAsync(
            $"https://github.com/octocat/Hello-World/issues/42#issuecomment-{comment}",
            server,
            TestContext.Current.CancellationToken
        );
    }

    private static string OfLength(int length)
    {
        var comment = JsonNode.Parse(Comment)!;
        comment["more"] = "";
        comment["more"] = new string('x', length - Encoding.UTF8.GetByteCount(comment.ToJsonString()));
        return comment.ToJsonString();
    }

    private static HttpResponseMessage Tagged(string? tag, string? body = null)
    {
        var response = Json(HttpStatusCode.OK, body ?? Comment);
        if (tag is not null)
            response.Headers.TryAddWithoutValidation("ETag", tag);
        return response;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static string Case(string extension) =>
        File.ReadAllText(Path.Combine(CaseTests.Folder, $"comment.on-an-issue.{extension}"));
}
