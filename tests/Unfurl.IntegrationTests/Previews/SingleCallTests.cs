using static Unfurl.IntegrationTests.Fixtures.AcmeUsers;
using static Unfurl.IntegrationTests.Fixtures.DefaultTimes;

namespace Unfurl.IntegrationTests.Previews;

public sealed class SingleCallTests : IAsyncLifetime
{
    private const string Item = "/items/3";

    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithAcme().StartAsync();
        _ada = await _host.AdaAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Fifty_concurrent_requests_through_two_grants_make_one_call()
    {
        var elsewhere = await _ada.FromWorkspaceAsync("another workspace");

        var requests = new List<Task<Unfurled>>();
        using (_host.Acme.Site.PauseCalls())
        {
            requests.AddRange(
                Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? _ada : elsewhere).UnfurlAsync(LinkTo(Item)))
            );
            await Eventually.TrueAsync(() => _host.Acme.Site.ApiCallsTo(Item) > 0);
        }
        var responses = await Task.WhenAll(requests);

        responses.ShouldAllBe(response => response.Operations == responses[0].Operations && response.Title != null);
        _host.Acme.Site.ApiCallsTo(Item).ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_concurrent_requests_for_a_hidden_link_make_one_call()
    {
        var ben = await _host.BenAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ben.UnfurlAsync(LinkTo(Item))));

        responses.ShouldAllBe(response => response.Status == 404);
        _host.Acme.Site.ApiCallsTo(Item).ShouldBe(1);
    }

    [Theory]
    [InlineData("http://acme.example/items/3")]
    [InlineData("https://www.ACME.example/items/3")]
    [InlineData("https://acme.example:443/items/3/")]
    [InlineData("https://acme.example/items/3?utm_source=notion#comments")]
    [InlineData("https://acme.example/%69tems/3")]
    public async Task Another_spelling_is_the_same_link(string spelling)
    {
        await _ada.UnfurlAsync(LinkTo(Item));

        var response = await _ada.UnfurlAsync(spelling);

        response.Title.ShouldBe(_host.Acme.Site.Find(Item)!.Title);
        _host.Acme.Site.ApiCalls.ShouldBe(1);
    }
}
