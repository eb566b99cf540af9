using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Logging;

namespace Unfurl.IntegrationTests.Connections.SignIn;

[OnEachDatabase]
public sealed class SignInFailureTests : HostedTests
{
    [Theory]
    [InlineData(
        "state",
        "guess",
        "was not begun in this browser, or took too long",
        "sign_in_state_unknown (the state is unknown or expired)"
    )]
    [InlineData(
        "error",
        "invalid_scope",
        "acme.example refused the sign-in",
        "provider_refused (the provider returned invalid_scope)"
    )]
    [InlineData(
        "error",
        "<b> and\nmore",
        "acme.example refused the sign-in",
        "provider_refused (the provider returned an unknown error)"
    )]
    [InlineData(
        "code",
        "guess",
        "acme.example refused the sign-in",
        "provider_refused (the provider returned invalid_grant)"
    )]
    public async Task Page_and_log_name_the_failure(string parameter, string value, string page, string reason)
    {
        using var ada = UserAs("ada");
        var callback = await ReachCallbackAsync(ada);
        var query = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => pair.Value);
        query[parameter] = value;

        var visit = await ada.Browser.OpenAsync(
            new Uri(QueryHelpers.AddQueryString(callback.GetLeftPart(UriPartial.Path), query))
        );

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Text.ShouldContain(page);
        Host.Service.Logs.Lines.ShouldContain(line => line.Text.Trim() == $"Rejected a sign-in with acme: {reason}.");
    }

    [Fact]
    public async Task A_callback_in_another_browser_is_reported_as_such()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");

        var visit = await ben.Browser.OpenAsync(await ReachCallbackAsync(ada));

        visit.Text.ShouldContain("was not begun in this browser, or took too long");
        Host.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.SignInOfOtherBrowser);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_stored_is_a_server_error()
    {
        using var ada = UserAs("ada");
        var callback = await ReachCallbackAsync(ada);
        Host.Service.ExpectServerErrors();
        await Host.Database.ExecuteAsync("ALTER TABLE credentials RENAME TO credentials_that_are_away");

        var visit = await ada.Browser.OpenAsync(callback);

        visit.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        visit.Text.ShouldContain("Try again in a moment");
        Host.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.DatabaseFailed);
    }

    [Fact]
    public void An_unreachable_provider_is_reported_as_such()
    {
        var failure = SignInFailure.From(new HttpRequestException(HttpRequestError.ConnectionError), "acme.example");

        (failure.Reason, failure.Detail).ShouldBe(("provider_unreachable", "no connection (ConnectionError)"));
        failure.Message.ShouldStartWith("acme.example could not be reached");
    }

    [Fact]
    public void A_slow_provider_and_an_unexpected_failure_have_codes()
    {
        SignInFailure
            .From(new OperationCanceledException(), "acme.example")
            .Reason.ShouldBe(SignInReasons.ProviderTooSlow);
        SignInFailure.From(new IOException(), "acme.example").Reason.ShouldBe(SignInReasons.ProviderResponseMalformed);
        SignInFailure.From(new NotSupportedException(), "acme.example").Reason.ShouldBe(SignInReasons.SignInFailed);
    }

    // Does not follow the redirect.
    private static async Task<Uri> ReachCallbackAsync(NotionUser user)
    {
        user.Browser.StopsAt = address =>
            address.AbsolutePath.EndsWith("/signin/acme/callback", StringComparison.Ordinal);
        var visit = await user.SignInAsync(await user.StartAsync());
        user.Browser.StopsAt = _ => false;
        return visit.Location!;
    }
}
