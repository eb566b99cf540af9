using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unfurl.IntegrationTests.WebPages;

/// <summary>Whatever a site does, a link of it is answered in bounded time, and others' links meanwhile.</summary>
public sealed class HostileSiteTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Start = Encoding.ASCII.GetBytes("<title>A page</title><p>");
    private static readonly byte[] Letters = [.. Enumerable.Repeat((byte)'a', 64 * 1024)];

    private StubServer _site = null!;
    private TestHost _host = null!;
    private ConnectedUser _ada = null!;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _redirects;

    public async ValueTask InitializeAsync()
    {
        _site = await StubServer.StartAsync(AnswerAsync);
        _host = await new TestHostBuilder()
            .WithNotion()
            .With("Unfurl:Providers:pages:Type", "WebPage")
            .With("Unfurl:Providers:pages:Host", "pages.acme.com")
            .With("Unfurl:Providers:pages:Base", _site.Url.AbsoluteUri)
            .With("Unfurl:Providers:pages:SignIn", "PersonalKey")
            .With("Unfurl:Providers:pages:Check", "/profile")
            .With("Unfurl:Providers:pages:Who", "#me")
            .StartAsync();
        _ada = await ConnectedUser.ConnectAsync(
            _host.Service,
            "pages",
            "ada",
            TrackerHost.Tokens(new Secret("ada:secret")),
            "ada"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("/endless")]
    [InlineData("/bomb")]
    public async Task Of_a_page_without_an_end_the_start_is_read(string path)
    {
        (await UnfurlAsync(path)).Title.ShouldBe("A page");

        await _left.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_page_that_never_comes_is_given_up_and_others_are_shown_meanwhile()
    {
        var slow = UnfurlAsync("/drip");

        (await UnfurlAsync("/good")).Title.ShouldBe("A page");
        slow.IsCompleted.ShouldBeFalse();
        await _host.Clock.AdvanceUntilAsync(slow);

        (await slow).Status.ShouldBe(504);
    }

    [Fact]
    public async Task A_description_that_never_comes_is_done_without()
    {
        var slow = UnfurlAsync("/described");

        await _host.Clock.AdvanceUntilAsync(slow);

        (await slow).Title.ShouldBe("A page");
    }

    [Fact]
    public async Task Redirects_end()
    {
        (await UnfurlAsync("/redirects")).Status.ShouldBe(502);

        _redirects.ShouldBe(6);
    }

    [Fact]
    public async Task A_film_of_any_length_is_a_film_and_is_not_read()
    {
        (await UnfurlAsync("/film.mp4")).Title.ShouldBe("film.mp4");

        await _left.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/deep")]
    [InlineData("/wide")]
    [InlineData("/attributes")]
    public async Task A_page_of_two_megabytes_of_one_thing_is_answered(string path)
    {
        var answer = await UnfurlAsync(path);

        (answer.Title ?? $"{answer.Status}").ShouldBeOneOf("A page", "502");
        (await UnfurlAsync("/good")).Title.ShouldBe("A page");
    }

    private Task<Unfurled> UnfurlAsync(string path) => _ada.UnfurlAsync($"https://pages.acme.com{path}");

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.ContentType = "text/html";
        if (request.Headers.Authorization.Count == 0)
        {
            response.StatusCode = 401;
            return;
        }
        // The client has had enough.
        context.RequestAborted.Register(() => _left.TrySetResult());
        try
        {
            await AnswerAsync(request.Path.Value!, response, context.RequestAborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException) { }
    }

    private async Task AnswerAsync(string path, HttpResponse response, CancellationToken aborted)
    {
        switch (path)
        {
            case "/endless":
                await response.Body.WriteAsync(Start, aborted);
                while (!aborted.IsCancellationRequested)
                    await response.Body.WriteAsync(Letters, aborted);
                break;
            case "/bomb":
                response.Headers.ContentEncoding = "gzip";
                await using (var zip = new GZipStream(response.Body, CompressionLevel.Fastest))
                {
                    await zip.WriteAsync(Start, aborted);
                    for (var i = 0; i < 4096 && !aborted.IsCancellationRequested; i++)
                        await zip.WriteAsync(Letters, aborted);
                }
                break;
            case "/described":
                await response.WriteAsync(
                    "<title>A page</title><link rel=alternate type=application/json+oembed href=/drip><p>Text",
                    aborted
                );
                break;
            case "/drip":
                await response.Body.WriteAsync(Start, aborted);
                await response.Body.FlushAsync(aborted);
                await Task.Delay(Timeout.Infinite, aborted);
                break;
            case "/redirects" or "/redirects/more":
                response.Redirect($"/redirects/more?{Interlocked.Increment(ref _redirects)}");
                break;
            case "/film.mp4":
                response.ContentType = "video/mp4";
                response.ContentLength = 10L * 1024 * Megabyte;
                while (!aborted.IsCancellationRequested)
                    await response.Body.WriteAsync(Letters, aborted);
                break;
            case "/deep":
                await RepeatAsync(response, "<div>", aborted);
                break;
            case "/wide":
                await RepeatAsync(response, "<p>a ", aborted);
                break;
            case "/attributes":
                await response.WriteAsync("<title>A page</title><body", aborted);
                for (var i = 0; i < 100_000; i++)
                    await response.WriteAsync($" a{i}=b", aborted);
                await response.WriteAsync("><p>Text of the page", aborted);
                break;
            case "/profile":
                await response.WriteAsync("<title>Profile</title><b id=me>ada</b>", aborted);
                break;
            default:
                await response.Body.WriteAsync(Start, aborted);
                break;
        }
    }

    private static async Task RepeatAsync(HttpResponse response, string piece, CancellationToken aborted)
    {
        await response.WriteAsync("<title>A page</title>", aborted);
        var many = string.Concat(Enumerable.Repeat(piece, 10_000));
        for (var length = 0; length < 2 * Megabyte; length += many.Length)
            await response.WriteAsync(many, aborted);
    }
}
