using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.IntegrationTests.Parties;
using Unfurl.Server.Authorization.SignIn;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Authorization.SignIn;

/// <summary>A sign-in that fails: what the person reads, and what the operator does.</summary>
public sealed class SignInFailureTests() : WorldTests(null)
{
    [Theory]
    [InlineData(
        "state",
        "guess",
        "was not begun in this browser, or took too long",
        "the state is not ours or too old"
    )]
    [InlineData("error", "invalid_scope", "acme.example refused the sign-in", "the provider said invalid_scope")]
    [InlineData("error", "<b> and\nmore", "acme.example refused the sign-in", "the provider said another error")]
    [InlineData("code", "guess", "acme.example refused the sign-in", "the provider said invalid_grant")]
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
        World.Service.Logs.Lines.ShouldContain(line => line.Text.Trim() == $"A sign-in with acme failed: {reason}.");
    }

    [Fact]
    public async Task A_callback_in_another_browser_is_told_as_that()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");

        var visit = await ben.Browser.OpenAsync(await ReachCallbackAsync(ada));

        visit.Text.ShouldContain("was not begun in this browser, or took too long");
        World.Service.Logs.Lines.ShouldContain(line =>
            line.Text.Trim() == "A sign-in with acme failed: it was begun in another browser."
        );
    }

    [Fact]
    public void A_provider_that_is_away_is_told_as_that()
    {
        var failure = SignInFailure.Of(new HttpRequestException(HttpRequestError.ConnectionError), "acme.example");

        failure.Reason.ShouldBe("no connection (ConnectionError)");
        failure.Message.ShouldStartWith("acme.example could not be reached");
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
}
