using System.Net;
using Unfurl.Demo.Site;

namespace Unfurl.Tests.Demo;

public sealed class AcmeAdapterTests
{
    [Fact]
    public async Task A_public_item_is_found_for_everyone_with_all_its_fields()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var found = (await acme.ResolveAsync("/items/1", "ben")).ShouldBeOfType<Resolution.Found>();

        found.Audience.ShouldBe(Audience.Public);
        found.Resources.ShouldBe([new Resource("item:1001"), new Resource("person:u-7")]);
        found.Preview.Title.ShouldBe("Launch the new checkout");
        found.Preview.Identifier.ShouldBe("ACME-1");
        found.Preview.Status!.Word.ShouldBe("In progress");
        found.Preview.Author!.Name.ShouldBe("Ada Lovelace");
        found.Preview.Author.Avatar.ShouldBe(new PreviewImage.At(acme.At("/media/ada.png")));
        found.Preview.Fields.Select(field => field.Id).ShouldBe(["project", "points"]);
        found.Preview.Facts.Priority!.Word.ShouldBe("High");
        found.Preview.Facts.Due.ShouldNotBeNull();
        found.Preview.Facts.Updated.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/items/3", "ada", "ben")]
    [InlineData("/items/4", "ben", "ada")]
    [InlineData("/boards/hiring", "ada", "ben")]
    public async Task A_private_entry_is_found_for_its_reader_only(string path, string reader, string other)
    {
        await using var acme = await AcmeFixture.StartAsync();

        var forReader = await acme.ResolveAsync(path, reader);
        var forOther = await acme.ResolveAsync(path, other);

        forReader.ShouldBeOfType<Resolution.Found>().Audience.ShouldBe(Audience.Account);
        forOther.ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task An_entry_shared_with_both_users_has_the_account_audience()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var found = await acme.ResolveAsync("/items/5", "ben");

        found.ShouldBeOfType<Resolution.Found>().Audience.ShouldBe(Audience.Account);
    }

    [Fact]
    public async Task A_missing_item_is_not_found()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var resolution = await acme.ResolveAsync("/items/404");

        resolution.ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_forbidden_response_has_a_remedy()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var resolution = await acme.ResolveAsync("/items/403");

        resolution
            .ShouldBeOfType<Resolution.Forbidden>()
            .Remedy.ShouldBe("Ask its owner at Acme to share it with you.");
    }

    [Fact]
    public async Task A_rate_limit_lasts_as_long_as_the_provider_says()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var resolution = await acme.ResolveAsync("/items/429");

        resolution.ShouldBe(new Resolution.RateLimited(acme.Clock.GetUtcNow().AddSeconds(30)));
    }

    [Fact]
    public async Task A_rate_limit_without_a_time_lasts_a_minute()
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.RespondNext(HttpStatusCode.TooManyRequests);

        var resolution = await acme.ResolveAsync("/items/1");

        resolution.ShouldBe(new Resolution.RateLimited(acme.Clock.GetUtcNow().AddMinutes(1)));
    }

    [Fact]
    public async Task A_failing_provider_is_unavailable()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var resolution = await acme.ResolveAsync("/items/502");

        resolution.ShouldBe(new Resolution.Unavailable("HTTP 502"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id":"1001"}""")]
    [InlineData("""{"id":"1001","number":1,"title":null}""")]
    [InlineData("""{"id":"1001","number":1,"title":"Cut of""")]
    [InlineData("""{"id":"1001","number":1,"title":"T","due":"soon"}""")]
    [InlineData("""{"id":"1001","number":1,"title":"T","assignee":{"name":"No id"}}""")]
    public async Task An_invalid_response_is_unavailable(string body)
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.RespondNext(HttpStatusCode.OK, body: body);

        var resolution = await acme.ResolveAsync("/items/1");

        resolution.ShouldBe(new Resolution.Unavailable("unexpected JSON"));
    }

    [Fact]
    public async Task A_cut_connection_is_unavailable()
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.DropNext();

        var resolution = await acme.ResolveAsync("/items/1");

        resolution.ShouldBeOfType<Resolution.Unavailable>().TooSlow.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_timeout_is_too_slow()
    {
        await using var acme = await AcmeFixture.StartAsync();
        using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };

        var resolution = await acme.ResolveAsync("/items/504", acme.CallAs("ada") with { Http = impatient });

        resolution.ShouldBeOfType<Resolution.Unavailable>().TooSlow.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        await using var acme = await AcmeFixture.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var call = acme.ResolveAsync("/items/504", acme.CallAs("ada"), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    [Fact]
    public async Task A_paused_call_completes_when_it_is_resumed()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var held = acme.Site.PauseCalls();
        var call = acme.ResolveAsync("/items/1");

        call.IsCompleted.ShouldBeFalse();
        held.Dispose();

        (await call).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task A_revoked_credential_needs_a_sign_in()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var call = acme.CallAs("ada");
        acme.Site.RevokeTokens("ada");

        var resolution = await acme.ResolveAsync("/items/1", call);

        resolution.ShouldBe(new Resolution.SignInNeeded());
    }

    [Fact]
    public async Task An_access_token_expires_after_an_hour()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var call = acme.CallAs("ada");
        acme.Clock.Advance(TimeSpan.FromHours(1));

        var resolution = await acme.ResolveAsync("/items/1", call);

        resolution.ShouldBe(new Resolution.SignInNeeded());
    }

    [Fact]
    public async Task A_change_on_the_site_shows_in_the_next_preview()
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.Change<AcmeItem>("/items/1", item => item with { Title = "Launched", Status = "Done" });

        var found = (await acme.ResolveAsync("/items/1")).ShouldBeOfType<Resolution.Found>();

        found.Preview.Title.ShouldBe("Launched");
        found.Preview.Facts.Updated.ShouldBe(acme.Clock.GetUtcNow());
        acme.Site.ApiCallsTo("/items/1").ShouldBe(1);
    }

    [Fact]
    public async Task The_user_has_a_stable_id_and_a_login()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var identity = await acme.Adapter.IdentifyAsync(acme.CallAs("ben"), CancellationToken.None);

        identity.ShouldBe(new Identification.Known("u-8", "ben"));
    }

    [Fact]
    public async Task No_user_is_identified_while_the_provider_fails()
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.RespondNext(HttpStatusCode.InternalServerError);

        var identity = await acme.Adapter.IdentifyAsync(acme.CallAs("ben"), CancellationToken.None);

        identity.ShouldBeOfType<Identification.Unavailable>();
    }

    [Fact]
    public async Task Spellings_of_one_link_have_one_key()
    {
        await using var acme = await AcmeFixture.StartAsync();
        string[] spellings =
        [
            "https://acme.example/people/ada",
            "https://acme.example/people/Ada/",
            "http://www.acme.example/people/ada?tab=about#team",
        ];

        var keys = spellings.Select(url => acme.Adapter.KeyOf(acme.Match(url))).Distinct();

        keys.ShouldBe(["/people/ada"]);
    }

    [Fact]
    public async Task A_file_outside_the_site_is_left_out()
    {
        await using var acme = await AcmeFixture.StartAsync();
        acme.Site.RespondNext(
            HttpStatusCode.OK,
            body: """{"id":"1","title":"T","media":{"kind":"image","path":"../../secret.png"}}"""
        );

        var found = (await acme.ResolveAsync("/reports/roadmap")).ShouldBeOfType<Resolution.Found>();

        found.Preview.Media.ShouldBeNull();
        found.Audience.ShouldBe(Audience.Account);
    }
}
