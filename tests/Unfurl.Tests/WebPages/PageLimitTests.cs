using Unfurl.Adapters.Testing;
using Unfurl.WebPages;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Walls;

namespace Unfurl.Tests.WebPages;

/// <summary>A page that keeps the parser busy is given up at the limit, and no other page with it.</summary>
public sealed class PageLimitTests
{
    private static readonly Uri Site = new("https://pages.acme.example");

    private static readonly PageClient Client = new(Site, Site, [Site], "Authorization");

    // Of less than 2 MB: each end tag is looked for among all open elements, which takes minutes.
    private static readonly string Busy =
        $"<title>Busy</title>{string.Concat(Enumerable.Repeat("<div>", 200_000))}{string.Concat(Enumerable.Repeat("</b>", 200_000))}";

    [Fact]
    public async Task A_page_that_keeps_the_parser_busy_is_no_page_and_the_next_one_is()
    {
        await ReadGoodAsync();
        var (verdict, facts) = await Reader(TimeSpan.FromMilliseconds(1)).ReadAsync("/busy", Call, default);

        verdict.ShouldBe(new Verdict.Failed("a page that takes too long to read"));
        facts.ShouldBeNull();
        await ReadGoodAsync();
    }

    [Fact]
    public async Task A_busy_page_names_nobody()
    {
        await ReadGoodAsync();
        var (verdict, name) = await Reader(TimeSpan.FromMilliseconds(1)).WhoAsync("/busy", "title", Call, default);

        verdict.ShouldBe(new Verdict.Failed("a page that takes too long to read"));
        name.ShouldBeNull();
    }

    [Fact]
    public async Task Who_asks_may_give_up_before()
    {
        await ReadGoodAsync();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Reader(Timeout.InfiniteTimeSpan).ReadAsync("/busy", Call, giveUp.Token)
        );
    }

    private static ProviderCall Call => new(new HttpClient(new Pages()), null, TimeProvider.System, new NoLog());

    private static PageReader Reader(TimeSpan limit) => new(Client, limit);

    // The first page of a process has a longer limit.
    private static async Task ReadGoodAsync()
    {
        var (_, facts) = await Reader(Timeout.InfiniteTimeSpan).ReadAsync("/good", Call, default);

        facts!.Title.ShouldBe("Good");
    }

    private sealed class Pages : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new StringContent(
                        request.RequestUri!.AbsolutePath == "/busy" ? Busy : "<title>Good</title><p>Text",
                        null,
                        "text/html"
                    ),
                }
            );
    }
}
