using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Unfurl.Testing;

namespace Unfurl.Tests.GitHub;

/// <summary>What a call must do beyond what Octokit does.</summary>
public sealed class GitHubExchangeTests
{
    private const string Link = "https://github.com/octocat/Hello-World/issues/42#issuecomment-1001";
    private const string Start = "https://api.github.com/repos/octocat/Hello-World/issues/comments/1001";
    private const string Moved = "https://api.github.com/repositories/1296269/issues/comments/1001";
    private const string Tag = "\"abc\"";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string GraphQL = Case("github.json");
    private static readonly string Comment = Case("github.rest.json");

    private readonly IProviderAdapter _adapter = Some.GitHub();

    [Fact]
    public async Task A_query_is_JSON_and_names_only_the_service()
    {
        using var server = Responding(_ => Json(HttpStatusCode.OK, Comment));

        await ResolveAsync(server);

        var query = server.Requests.First(request => request.Method == HttpMethod.Post);
        query.Content!.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        JsonNode.Parse(server.Bodies[server.Requests.IndexOf(query)])!["query"]!.GetValue<string>().ShouldContain("\n");
        server.Requests.ShouldAllBe(request => request.Headers.UserAgent.ToString() == "Unfurl/1.0");
    }

    [Fact]
    public async Task A_token_is_deleted_with_the_apps_password_and_as_JSON()
    {
        using var server = Responding(_ => new HttpResponseMessage(HttpStatusCode.NoContent));

        (await RevokeAsync(server)).ShouldBeOfType<Revocation.Done>();

        var request = server.Requests.ShouldHaveSingleItem();
        request.RequestUri!.AbsoluteUri.ShouldBe("https://api.github.com/applications/id/token");
        request.Headers.Authorization!.ToString().ShouldBe("Basic aWQ6c2VjcmV0");
        request.Headers.UserAgent.ToString().ShouldBe("Unfurl/1.0");
        request.Headers.Accept.ToString().ShouldBe("application/vnd.github+json");
        request.Content!.Headers.ContentType!.MediaType.ShouldBe("application/json");
        server.Bodies[0].ShouldBe("""{"access_token":"gho_token"}""");
    }

    [Theory]
    [InlineData("POST", HttpStatusCode.MovedPermanently)]
    [InlineData("POST", HttpStatusCode.PermanentRedirect)]
    [InlineData("POST", HttpStatusCode.SeeOther)]
    [InlineData("GET", HttpStatusCode.SeeOther)]
    public async Task Only_the_redirect_of_a_get_is_followed(string method, HttpStatusCode status)
    {
        using var server = new StubHttpHandler(request =>
            request.Method.Method != method
                ? Json(HttpStatusCode.OK, request.Method == HttpMethod.Post ? GraphQL : Comment)
                : Redirect(status, Moved)
        );

        (await ResolveAsync(server)).ShouldBe(new Resolution.Unavailable($"HTTP {(int)status}"));

        server.Requests.Select(request => request.RequestUri!.AbsoluteUri).ShouldNotContain(Moved);
    }

    [Fact]
    public async Task The_redirect_of_a_deletion_is_not_followed()
    {
        using var server = new StubHttpHandler(_ => Redirect(HttpStatusCode.PermanentRedirect, Moved));

        (await RevokeAsync(server)).ShouldBe(new Revocation.Failed("HTTP 308"));

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_ETag_is_sent_only_to_the_address_that_it_came_from()
    {
        using var server = Responding(request =>
            request.RequestUri!.AbsoluteUri == Start ? Redirect(HttpStatusCode.MovedPermanently, Moved)
            : request.Headers.IfNoneMatch.Count > 0 ? Json(HttpStatusCode.NotModified, "")
            : Tagged()
        );

        var first = await ResolveAsync(server);
        var second = await ResolveAsync(server);

        second.ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
        server
            .Requests.Where(request => request.Method == HttpMethod.Get)
            .Select(request => (request.RequestUri!.AbsoluteUri, request.Headers.IfNoneMatch.ToString()))
            .ShouldBe([(Start, ""), (Moved, ""), (Start, ""), (Moved, Tag)]);
    }

    [Fact]
    public async Task A_304_from_an_address_without_an_ETag_is_a_failure()
    {
        var isMoved = true;
        using var server = Responding(request =>
            request.RequestUri!.AbsoluteUri == Moved ? Tagged()
            : isMoved ? Redirect(HttpStatusCode.MovedPermanently, Moved)
            : Json(HttpStatusCode.NotModified, "")
        );
        await ResolveAsync(server);
        isMoved = false;

        (await ResolveAsync(server)).ShouldBe(new Resolution.Unavailable("HTTP 304"));
    }

    [Fact]
    public async Task Only_a_complete_answer_is_kept()
    {
        using var server = Responding(_ =>
        {
            var response = Tagged();
            response.StatusCode = HttpStatusCode.PartialContent;
            return response;
        });

        await ResolveAsync(server);
        await ResolveAsync(server);

        server.Requests.ShouldAllBe(request => request.Headers.IfNoneMatch.Count == 0);
    }

    [Theory]
    [InlineData("Link", "<https://[>; rel=\"next\"")]
    [InlineData("Link", "<https://a.test>; rel=\"next\", <https://b.test>; rel=\"next\"")]
    [InlineData("ETag", "*")]
    [InlineData("Date", "yesterday")]
    [InlineData("X-RateLimit-Limit", "many")]
    [InlineData("Location", "https://evil.test/")]
    public async Task A_header_of_no_meaning_here_does_no_harm(string name, string value)
    {
        using var server = Responding(_ =>
        {
            var response = Json(HttpStatusCode.OK, Comment);
            response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });

        (await ResolveAsync(server)).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task A_body_is_UTF8_whatever_its_header_says()
    {
        using var server = Responding(_ =>
        {
            var response = Json(HttpStatusCode.OK, Comment);
            response.Content.Headers.Remove("Content-Type");
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=none");
            return response;
        });

        (await ResolveAsync(server)).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task A_body_that_never_ends_is_cut_off_at_the_limit()
    {
        var body = new Endless();
        using var server = Responding(_ => new HttpResponseMessage { Content = new StreamContent(body) });

        (await ResolveAsync(server)).ShouldBe(new Resolution.Unavailable("more than 1048576 bytes"));

        // As HTML and as text.
        body.Read.ShouldBeLessThan(2 * (1024 + 64) * 1024);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_a_body_is_a_failure()
    {
        using var server = Responding(_ => new HttpResponseMessage { Content = new StreamContent(new Broken()) });

        (await ResolveAsync(server)).ShouldBe(new Resolution.Unavailable("the response was cut off"));
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_the_wait_for_an_answer()
    {
        using var server = new NoAnswer();
        using var caller = new CancellationTokenSource();
        var resolving = ResolveAsync(server, caller.Token);
        await server.IsAsked;

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => resolving.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_the_reading_of_a_body()
    {
        var body = new Silent();
        using var server = Responding(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        using var caller = new CancellationTokenSource();
        var resolving = ResolveAsync(server, caller.Token);
        await body.IsRead;

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => resolving.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_a_deletion()
    {
        using var server = new NoAnswer();
        using var caller = new CancellationTokenSource();
        var revoking = RevokeAsync(server, caller.Token);
        await server.IsAsked;

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => revoking.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_deletion_does_not_wait_for_a_body(HttpStatusCode status)
    {
        using var server = Responding(_ => new HttpResponseMessage(status)
        {
            Content = new StreamContent(new Broken()),
        });

        (await RevokeAsync(server)).ShouldBeOfType<Revocation.Done>();
    }

    private Task<Resolution> ResolveAsync(HttpMessageHandler server) =>
        ResolveAsync(server, TestContext.Current.CancellationToken);

    private async Task<Resolution> ResolveAsync(HttpMessageHandler server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        return await _adapter.ResolveAsync(_adapter.Match(Link), CallWith(http), cancellationToken);
    }

    private Task<Revocation> RevokeAsync(HttpMessageHandler server) =>
        RevokeAsync(server, TestContext.Current.CancellationToken);

    private async Task<Revocation> RevokeAsync(HttpMessageHandler server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        return await _adapter.RevokeAsync(CallWith(http), null, cancellationToken);
    }

    private static ProviderCall CallWith(HttpClient http) =>
        TestCall.With(http, new Secret("gho_token"), new FakeTimeProvider(Some.Now));

    // Queries are answered, anything else as told.
    private static StubHttpHandler Responding(Func<HttpRequestMessage, HttpResponseMessage> respond) =>
        new(request => request.Method == HttpMethod.Post ? Json(HttpStatusCode.OK, GraphQL) : respond(request));

    private static HttpResponseMessage Redirect(HttpStatusCode status, string location)
    {
        var response = Json(status, """{"message":"Moved"}""");
        response.Headers.Location = new Uri(location);
        return response;
    }

    private static HttpResponseMessage Tagged()
    {
        var response = Json(HttpStatusCode.OK, Comment);
        response.Headers.ETag = new(Tag);
        return response;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static string Case(string extension) =>
        File.ReadAllText(Path.Combine(CaseTests.Folder, $"comment.on-an-issue.{extension}"));

    private sealed class NoAnswer : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAsked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    private sealed class Endless : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(buffer.Length, 100);
            Read += read;
            return ValueTask.FromResult(read);
        }
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    private sealed class Silent : MemoryStream
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => _read.Task;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            _read.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
