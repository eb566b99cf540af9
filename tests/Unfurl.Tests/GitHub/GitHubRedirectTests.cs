using System.Net;
using System.Text;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubRedirectTests
{
    private const string Link = "https://github.com/octocat/Hello-World/issues/42#issuecomment-1001";
    private const string Enterprise = "https://github.acme.com/octocat/Hello-World/issues/42#issuecomment-1001";
    private const string Start = "https://api.github.com/repos/octocat/Hello-World/issues/comments/1001";
    private const string Moved = "https://api.github.com/repositories/1296269/issues/comments/1001";

    private static readonly string GraphQL = Case("github.json");
    private static readonly string Comment = Case("github.rest.json");

    [Theory]
    [InlineData(Moved)]
    [InlineData("/repositories/1296269/issues/comments/1001")]
    [InlineData("https://API.github.com:443/repositories/1296269/issues/comments/1001")]
    public async Task A_redirect_within_the_API_is_followed(string location)
    {
        var server = Redirecting(url => url == Moved ? null : location);

        (await ResolveAsync(server)).ShouldBeOfType<Resolution.Found>();

        RequestedUrls(server).ShouldBe([Start, Moved]);
        server.Requests.ShouldAllBe(request => request.Headers.Authorization!.Parameter == "gho_token");
    }

    [Theory]
    [InlineData("https://evil.test/repositories/1296269/issues/comments/1001")]
    [InlineData("//evil.test/repositories/1296269/issues/comments/1001")]
    [InlineData("https://api.github.com.evil.test/repositories/1296269/issues/comments/1001")]
    [InlineData("https://api.github.com@evil.test/repositories/1296269/issues/comments/1001")]
    [InlineData("https://user@api.github.com/repositories/1296269/issues/comments/1001")]
    [InlineData("https://github.com/repositories/1296269/issues/comments/1001")]
    [InlineData("http://api.github.com/repositories/1296269/issues/comments/1001")]
    [InlineData("https://api.github.com:8443/repositories/1296269/issues/comments/1001")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_elsewhere_is_not_followed(string location)
    {
        var server = Redirecting(_ => location);

        (await ResolveAsync(server)).ShouldBeOfType<Resolution.Unavailable>();

        RequestedUrls(server).ShouldBe([Start]);
    }

    [Theory]
    [InlineData("/api/v3/repositories/1296269/issues/comments/1001", true)]
    [InlineData("/login/oauth/authorize", false)]
    [InlineData("/api/v3x/repositories/1", false)]
    [InlineData("/api/v3/../../login", false)]
    [InlineData("/api/v3/%2e%2e/graphql", false)]
    public async Task On_an_enterprise_server_the_API_is_a_folder(string location, bool isFollowed)
    {
        var server = Redirecting(url => url.EndsWith(location, StringComparison.Ordinal) ? null : location);

        var resolution = await Some.GitHub("github.acme.com").ResolveAsync(Enterprise, server);

        (resolution is Resolution.Found).ShouldBe(isFollowed);
        RequestedUrls(server).Count.ShouldBe(isFollowed ? 2 : 1);
    }

    [Fact]
    public async Task A_redirect_loop_ends()
    {
        var server = Redirecting(url => url);

        (await ResolveAsync(server)).ShouldBe(new Resolution.Unavailable("too many redirects"));

        RequestedUrls(server).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task A_redirect_without_a_location_is_not_found(HttpStatusCode status) =>
        (await ResolveAsync(Responding(status, """{"message":"Moved Permanently"}"""))).ShouldBe(
            new Resolution.NotFound()
        );

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task A_comment_missing_in_REST_is_not_found(HttpStatusCode status) =>
        (await ResolveAsync(Responding(status, """{"message":"Not Found"}"""))).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task A_404_from_a_proxy_is_unavailable() =>
        (await ResolveAsync(Responding(HttpStatusCode.NotFound, "<html>No such site</html>"))).ShouldBe(
            new Resolution.Unavailable("HTTP 404")
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"issue_url":null,"created_at":"2025-02-20T09:30:00Z","updated_at":"2025-02-20T09:30:00Z"}""")]
    [InlineData("<html></html>")]
    public async Task A_body_of_another_shape_is_unavailable(string body) =>
        (await ResolveAsync(Responding(HttpStatusCode.OK, body))).ShouldBeOfType<Resolution.Unavailable>();

    [Theory]
    [InlineData("https://api.github.com/repos/octocat/Hello-World/issues/42", true)]
    [InlineData("https://api.github.com/repos/OctoCat/hello-world/issues/42", true)]
    [InlineData("https://api.github.com/repositories/1296269/issues/42", true)]
    [InlineData("https://api.github.com/repos/octocat/Hello-World/issues/142", false)]
    [InlineData("https://api.github.com/repos/octocat/Hello-World/issues/4", false)]
    [InlineData("https://api.github.com/repos/octocat/Spoon-Knife/issues/42", false)]
    [InlineData("https://api.github.com/repositories/96269/issues/42", false)]
    [InlineData("", false)]
    public async Task A_comment_is_found_only_on_its_target(string issue, bool isShown)
    {
        var body = $$"""
            {"issue_url":"{{issue}}","created_at":"2025-02-20T09:30:00Z","updated_at":"2025-02-20T09:30:00Z","user":null,"body_html":"Hello"}
            """;

        var resolution = await ResolveAsync(Responding(HttpStatusCode.OK, body));

        resolution.GetType().ShouldBe(isShown ? typeof(Resolution.Found) : typeof(Resolution.NotFound));
    }

    private static Task<Resolution> ResolveAsync(HttpMessageHandler server) => Some.GitHub().ResolveAsync(Link, server);

    private static List<string> RequestedUrls(StubHttpHandler server) =>
        [
            .. server
                .Requests.Where(request => request.Method == HttpMethod.Get)
                .Select(request => request.RequestUri!.AbsoluteUri),
        ];

    // A null location means no redirect.
    private static StubHttpHandler Redirecting(Func<string, string?> locationOf) =>
        new(request =>
        {
            if (request.Method == HttpMethod.Post)
                return Json(HttpStatusCode.OK, GraphQL);
            if (locationOf(request.RequestUri!.AbsoluteUri) is not { } location)
                return Json(HttpStatusCode.OK, Comment);
            var response = Json(HttpStatusCode.MovedPermanently, """{"message":"Moved Permanently"}""");
            response.Headers.TryAddWithoutValidation("Location", location);
            return response;
        });

    private static StubHttpHandler Responding(HttpStatusCode status, string rest) =>
        new(request => request.Method == HttpMethod.Post ? Json(HttpStatusCode.OK, GraphQL) : Json(status, rest));

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static string Case(string extension) =>
        File.ReadAllText(Path.Combine(CaseTests.Folder, $"comment.on-an-issue.{extension}"));
}
