using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>A sign-in that fails: what the person reads, and what the operator does.</summary>
public abstract class SignInFailureTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    [Theory]
    [InlineData(
        "state",
        "guess",
        "was not begun in this browser, or took too long",
        "sign_in_state_unknown (the state is not ours or too old)"
    )]
    [InlineData(
        "error",
        "invalid_scope",
        "acme.example refused the sign-in",
        "provider_refused (the provider said invalid_scope)"
    )]
    [InlineData(
        "error",
        "<b> and\nmore",
        "acme.example refused the sign-in",
        "provider_refused (the provider said another error)"
    )]
    [InlineData(
        "code",
        "guess",
        "acme.example refused the sign-in",
        "provider_refused (the provider said invalid_grant)"
    )]
    public async Task Page_and_log_say_what_went_wrong(string parameter, string value, string page, string reason)
    {
        using var ada = SomebodyAs("ada");
        var callback = await ReachCallbackAsync(ada);
        var query = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => pair.Value);
        query[parameter] = value;

        var visit = await ada.Browser.OpenAsync(
            new Uri(QueryHelpers.AddQueryString(callback.GetLeftPart(UriPartial.Path), query))
        );

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Text.ShouldContain(page);
        World.Service.Logs.Lines.ShouldContain(line => line.Text.Trim() == $"Refused a sign-in with acme: {reason}.");
    }

    [Fact]
    public async Task A_callback_in_another_browser_is_told_as_that()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");

        var visit = await ben.Browser.OpenAsync(await ReachCallbackAsync(ada));

        visit.Text.ShouldContain("was not begun in this browser, or took too long");
        World.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.SignInOfOtherBrowser);
    }

    [Fact]
    public async Task A_sign_in_that_the_database_could_not_keep_is_our_trouble_not_the_browsers()
    {
        using var ada = SomebodyAs("ada");
        var callback = await ReachCallbackAsync(ada);
        World.Service.ExpectServerErrors();
        await World.Database.ExecuteAsync("ALTER TABLE credentials RENAME TO credentials_that_are_away");

        var visit = await ada.Browser.OpenAsync(callback);

        visit.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        visit.Text.ShouldContain("Try again in a moment");
        World.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.DatabaseFailed);
    }

    [Fact]
    public void A_provider_that_is_away_is_told_as_that()
    {
        var failure = SignInFailure.Of(new HttpRequestException(HttpRequestError.ConnectionError), "acme.example");

        (failure.Reason, failure.Detail).ShouldBe(("provider_unreachable", "no connection (ConnectionError)"));
        failure.Message.ShouldStartWith("acme.example could not be reached");
    }

    [Fact]
    public void A_provider_that_is_slow_and_a_failure_nobody_thought_of_have_codes_too()
    {
        SignInFailure
            .Of(new OperationCanceledException(), "acme.example")
            .Reason.ShouldBe(SignInReasons.ProviderTooSlow);
        SignInFailure.Of(new IOException(), "acme.example").Reason.ShouldBe(SignInReasons.ProviderAnswerBroken);
        SignInFailure.Of(new NotSupportedException(), "acme.example").Reason.ShouldBe(SignInReasons.SignInFailed);
    }

    /// <summary>The address that the provider sends the browser back to, not visited yet.</summary>
    private static async Task<Uri> ReachCallbackAsync(NotionUser person)
    {
        person.Browser.StopsAt = address =>
            address.AbsolutePath.EndsWith("/signin/acme/callback", StringComparison.Ordinal);
        var visit = await person.SignInAsync(await person.StartAsync());
        person.Browser.StopsAt = _ => false;
        return visit.Location!;
    }

    public sealed class OnSqlite() : SignInFailureTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : SignInFailureTests(postgres);
}
