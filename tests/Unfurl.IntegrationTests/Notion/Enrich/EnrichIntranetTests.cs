using Microsoft.AspNetCore.Http;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Pages that nobody signs in to, of a host that not everybody reaches.</summary>
public sealed class EnrichIntranetTests : IAsyncLifetime
{
    private const string Link = "https://intranet.acme.com/handbook/plans";
    private const string Title = "Plans of the year";

    private StubServer _site = null!;
    private EnrichDriver _driver = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await StubServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync($"<title>{Title}</title><p>What we do next.");
        });
        _driver = await EnrichDriver.StartAsync(builder =>
            builder
                .In("Production")
                .With("Unfurl:Notion:Workspaces:0", EnrichDriver.WorkspaceId)
                .With("Unfurl:Providers:intranet:Type", "WebPage")
                .With("Unfurl:Providers:intranet:Host", "intranet.acme.com")
                .With("Unfurl:Providers:intranet:Base", _site.Url.OriginalString)
        );
        await _driver.SignInAsync(GitHubUsers.Codertocat);
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Without_places_they_are_not_public()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        var row = source.AddRow(_driver.Ada, ("Link", Link));

        await _driver.EnrichAsync(source);

        await _driver.UntilAsync(
            () => row.Text("Why") is { Length: > 0 } || _driver.Writes.Count > 0,
            "it is answered"
        );
        row.Text("Why").ShouldNotBeNull().ShouldStartWith("Not covered");
        _driver.Journal.ShouldNotContain(Title);
    }

    [Fact]
    public async Task A_place_shows_them()
    {
        var source = _driver.AddDatabase(EnrichDriver.Columns);
        var row = source.AddRow(_driver.Ada, ("Link", Link));

        await _driver.EnrichAsync(source, "intranet.acme.com/handbook");

        await _driver.UntilAsync(() => row.Text("Title") == Title, "the row is filled");
    }
}
