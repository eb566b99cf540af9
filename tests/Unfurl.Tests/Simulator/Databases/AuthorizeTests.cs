using System.Net;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>How people authorize a public connection in a browser.</summary>
public sealed class AuthorizeTests
{
    [Fact]
    public async Task Somebody_picks_databases_and_allows_it()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();

        var returned = await fixture.DecideAsync(fixture.AuthorizeUrl(), fixture.Simulator.Ada, "Allow", fixture.Work);

        returned.Keys.ShouldBe(["kept", "code", "state"], ignoreOrder: true);
        returned["state"].ShouldBe(PublicConnectionFixture.State);
        fixture.Connection.Authorizations.ShouldBeEmpty();
        (await fixture.ExchangeAsync(returned["code"])).ShouldBeOk();
        fixture.Connection.Authorizations.ShouldHaveSingleItem().Person.ShouldBe(fixture.Simulator.Ada);
    }

    [Fact]
    public async Task Somebody_cancels_it()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();

        var returned = await fixture.DecideAsync(fixture.AuthorizeUrl(), fixture.Simulator.Ada, "Cancel", fixture.Work);

        returned.Keys.ShouldBe(["kept", "error", "state"], ignoreOrder: true);
        returned["error"].ShouldBe("access_denied");
        returned["state"].ShouldBe(PublicConnectionFixture.State);
    }

    [Fact]
    public async Task The_pages_have_no_scripts_and_encode_what_they_show()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        fixture.Simulator.Workspace.AddPerson("<i>Eve</i>");
        fixture.Simulator.Workspace.AddPerson("Guest", isGuest: true);
        fixture.Simulator.All.AddWorkspace("Elsewhere").AddDatabase("Other work");

        using var people = await fixture.Http.GetAsync(fixture.AuthorizeUrl(("state", "\"><script>")));
        using var consent = await fixture.Http.GetAsync(
            fixture.AuthorizeUrl(("person", fixture.Simulator.Ada.Id), ("state", "\"><script>"))
        );

        var listed = await people.Content.ReadAsStringAsync();
        listed.ShouldContain("Ada</a>, Acme");
        listed.ShouldContain("&lt;i&gt;Eve&lt;/i&gt;");
        listed.ShouldNotContain("Guest");
        var shown = await consent.Content.ReadAsStringAsync();
        shown.ShouldContain("Unfurl &amp; &lt;Co&gt; asks for access to Acme");
        shown.ShouldContain($"""value="{fixture.Work.Id}"> Work</label>""");
        shown.ShouldContain("&lt;b&gt;Secrets&lt;/b&gt;");
        shown.ShouldNotContain("Other work");
        foreach (var response in new[] { people, consent })
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script");
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("client_id", "unknown")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", "https://service.example/callback")]
    [InlineData("redirect_uri", "https://service.example/callback?kept=1&more=2")]
    [InlineData("redirect_uri", "https://evil.example/callback?kept=1")]
    [InlineData("redirect_uri", "")]
    public async Task A_wrong_client_or_redirect_URI_sends_nobody_back(string parameter, string? value)
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var url = fixture.AuthorizeUrl((parameter, value));

        using var shown = await fixture.Http.GetAsync(url);
        using var decided = await fixture.Http.PostAsync(url, new FormUrlEncodedContent([new("decision", "cancel")]));

        shown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        decided.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("owner", "workspace", "invalid_request")]
    [InlineData("owner", null, "invalid_request")]
    public async Task Another_wrong_parameter_is_sent_back_as_an_error(string parameter, string? value, string error)
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();

        using var response = await fixture.Http.GetAsync(fixture.AuthorizeUrl((parameter, value)));

        var returned = PublicConnectionFixture.Returned(response);
        returned["error"].ShouldBe(error);
        returned["state"].ShouldBe(PublicConnectionFixture.State);
        returned.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Of_several_redirect_URIs_the_request_names_one()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        fixture.Simulator.All.AddPublicConnection(
            "Other",
            "other-id",
            new("other-secret"),
            PublicConnectionFixture.RedirectUri,
            new("https://service.example/second")
        );

        using var unnamed = await fixture.Http.GetAsync(fixture.AuthorizeUrl(("client_id", "other-id")));
        using var named = await fixture.Http.GetAsync(
            fixture.AuthorizeUrl(("client_id", "other-id"), ("redirect_uri", "https://service.example/second"))
        );

        unnamed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        named.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_can_only_hold_what_was_offered()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var elsewhere = fixture.Simulator.All.AddWorkspace("Elsewhere").AddDatabase("Other work");
        var url = fixture.AuthorizeUrl(("person", fixture.Simulator.Ada.Id));

        using var foreign = await fixture.Http.PostAsync(
            url,
            new FormUrlEncodedContent([new("database", elsewhere.Id), new("decision", "allow")])
        );
        using var nobody = await fixture.Http.PostAsync(
            fixture.AuthorizeUrl(),
            new FormUrlEncodedContent([new("decision", "allow")])
        );
        using var undecided = await fixture.Http.PostAsync(url, new FormUrlEncodedContent([]));

        foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        nobody.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        undecided.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
