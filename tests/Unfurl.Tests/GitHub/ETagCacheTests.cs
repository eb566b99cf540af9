using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

/// <summary>The limits of the cache, and the effects of an odd server on it.</summary>
public sealed class ETagCacheTests
{
    private const int MaxEntryBytes = 64 * 1024;
    private const int MaxCacheBytes = 16 * 1024 * 1024;
    private const string Tag = "\"abc\"";

    private static readonly string GraphQL = Case("github.json");
    private static readonly string Comment = Case("github.rest.json");

    private readonly IProviderAdapter _adapter = Some.GitHub();

    private Func<HttpResponseMessage> _rest = () => Tagged(Tag);

    private string? _ifNoneMatch;

    [Theory]
    [InlineData(Tag)]
    [InlineData("W/\"abc\"")]
    [InlineData("\"\"")]
    public async Task An_ETag_is_sent_back_unchanged(string tag)
    {
        _rest = () => Tagged(tag);
        await ResolveAsync();

        await ResolveAsync();

        _ifNoneMatch.ShouldBe(tag);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("abc")]
    [InlineData("\"abc")]
    [InlineData("\"abc\", \"def\"")]
    public async Task A_response_without_a_valid_ETag_is_not_revalidated(string? tag)
    {
        await ResolveAsync();
        _rest = () => Tagged(tag);
        await ResolveAsync();

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>();

        _ifNoneMatch.ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task A_rejection_removes_the_cached_response(HttpStatusCode status)
    {
        await ResolveAsync();
        _rest = () => Json(status, """{"message":"No"}""");

        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();
        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();

        _ifNoneMatch.ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "{}")]
    [InlineData(HttpStatusCode.BadGateway, "<html></html>")]
    [InlineData(HttpStatusCode.TooManyRequests, """{"message":"API rate limit exceeded"}""")]
    [InlineData(HttpStatusCode.Forbidden, """{"message":"You have exceeded a secondary rate limit."}""")]
    public async Task A_failure_or_rate_limit_neither_serves_nor_removes_the_cached_response(
        HttpStatusCode status,
        string body
    )
    {
        var first = await ResolveAsync();
        _rest = () => Json(status, body);

        (await ResolveAsync()).ShouldNotBeOfType<Resolution.Found>();
        _rest = () => Json(HttpStatusCode.NotModified, "");

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
    }

    [Fact]
    public async Task A_304_to_an_unconditional_request_is_a_failure()
    {
        _rest = () => Json(HttpStatusCode.NotModified, "");

        (await ResolveAsync()).ShouldBe(new Resolution.Unavailable("HTTP 304"));
    }

    [Fact]
    public async Task The_body_of_a_304_is_ignored()
    {
        var first = await ResolveAsync();
        _rest = () => Json(HttpStatusCode.NotModified, "<html>");

        (await ResolveAsync()).ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotModified)]
    public async Task The_last_response_before_the_rate_limit_is_used(HttpStatusCode status)
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
    [InlineData(MaxEntryBytes - 1024, true)]
    [InlineData(MaxEntryBytes, false)]
    public async Task Large_responses_are_not_cached(int length, bool isRemembered)
    {
        _rest = () => Tagged(Tag, OfLength(length));
        await ResolveAsync();

        await ResolveAsync();

        (_ifNoneMatch is not null).ShouldBe(isRemembered);
    }

    [Fact]
    public async Task A_long_ETag_counts_towards_the_entry_size()
    {
        _rest = () => Tagged($"\"{new string('x', MaxEntryBytes / 2)}\"");
        await ResolveAsync();

        await ResolveAsync();

        _ifNoneMatch.ShouldBeNull();
    }

    [Fact]
    public async Task The_least_recently_used_response_is_evicted_when_the_cache_is_full()
    {
        const int length = MaxEntryBytes - 1024;
        const int count = (MaxCacheBytes / length) + 20;
        var received = OfLength(length);
        _rest = () => Tagged(Tag, received);
        for (var comment = 1; comment <= count; comment++)
        {
            await ResolveAsync(comment);
            await ResolveAsync(1);
        }

        var known = new List<int>();
        foreach (var comment in Enumerable.Range(2, count - 1).Reverse().Prepend(1))
        {
            await ResolveAsync(comment);
            if (_ifNoneMatch is not null)
                known.Add(comment);
        }

        known.ShouldBe([1, .. Enumerable.Range(2, count - 1).Reverse().Take(known.Count - 1)]);
        (known.Count * length).ShouldBeInRange(MaxCacheBytes - (4 * length), MaxCacheBytes);
    }

    private async Task<Resolution> ResolveAsync(long comment = 1001)
    {
        using var server = new StubHttpHandler(request =>
        {
            if (request.Method == HttpMethod.Post)
                return Json(HttpStatusCode.OK, GraphQL);
            _ifNoneMatch = request.Headers.TryGetValues("If-None-Match", out var tags) ? string.Join(", ", tags) : null;
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
