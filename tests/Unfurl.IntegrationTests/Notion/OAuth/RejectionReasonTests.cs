using System.Reflection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections.Accounts;
using Unfurl.IntegrationTests.Connections.SignIn;
using Unfurl.IntegrationTests.Notion.OAuth.Consent;
using Unfurl.Server.Logging;
using static Unfurl.Server.Logging.OAuthReasons;
using static Unfurl.Server.Logging.SignInReasons;

namespace Unfurl.IntegrationTests.Notion.OAuth;

/// <summary>
/// Every rejection of the authorization flow is logged once, with a code for the reason and without text of the
/// request.
/// </summary>
[OnEachDatabase]
public sealed class RejectionReasonTests : HostedTests
{
    private const string Callback = "https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback";
    private const string Presented = "what-came-in";

    // Codes that need a host of their own are tested elsewhere.
    private static readonly Dictionary<string, string> TestedElsewhere = new()
    {
        [NotionRefusedCode] = nameof(Consent.ExchangeWithNotionTests),
        [NotionUnavailable] = nameof(Consent.ExchangeWithNotionTests),
        [DisconnectedConcurrently] = nameof(Connections.Accounts.LastGrantRevocationTests),
        [AccountOwnedByAnother] = nameof(Connections.Accounts.LastGrantRevocationTests),
        [DatabaseFailed] = nameof(Connections.SignIn.SignInFailureTests),
        [ProviderUnreachable] = nameof(Connections.SignIn.ProviderFailureTests),
        [ProviderTooSlow] = nameof(Connections.SignIn.SignInFailureTests),
        [ProviderResponseMalformed] = nameof(Connections.SignIn.SignInFailureTests),
        [ProviderFailed] = nameof(Connections.SignIn.ProviderFailureTests),
        [ProviderGaveNoToken] = nameof(Connections.SignIn.ProviderFailureTests),
        [ProviderReturnedNoIdentity] = nameof(Connections.SignIn.ProviderFailureTests),
        [SignInFailed] = nameof(Connections.SignIn.SignInFailureTests),
        [KeyMalformed] = nameof(Connections.SignIn.KeySignInTests),
        [KeyRejected] = nameof(Connections.SignIn.KeySignInTests),
        [TooManyKeys] = nameof(Connections.SignIn.KeySignInTests),
        [AppReasons.NotAdministrator] = nameof(Pages.Apps.AppAdministratorTests),
        [AppReasons.SetupCodeWrong] = nameof(Pages.Apps.SetupCodeTests),
        [AppReasons.FieldMalformed] = nameof(Pages.Apps.RegisterAppTests),
        [AppReasons.RegistrationUnknown] = nameof(Pages.Apps.RegisterAppTests),
        [AppReasons.CodeMissing] = nameof(Pages.Apps.RegisterAppTests),
        [AppReasons.CodeRejected] = nameof(Pages.Apps.RegisterAppTests),
        [AppReasons.ProviderFailed] = nameof(Pages.Apps.RegisterAppTests),
        [WorkspaceNotListed] = nameof(Previews.Privacy.SharedKeyTests),
    };

    private readonly HashSet<string> _logged = [];

    // Expires before the removal of expired rows.
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Unfurl:OAuth:AccessTokenLifetime", "00:00:30"), new("Unfurl:OAuth:RefreshTokenLifetime", "00:01:00")];

    [Fact]
    public async Task Every_rejection_is_logged_once_with_its_code()
    {
        await AuthorizationEndpointAsync();
        await ConsentAsync();
        await TokenEndpointAsync();
        await ClientAsync();
        await BearerAsync();
        await DeletionAsync();
        await SignInAndConnectionsAsync();

        var codes = new[] { typeof(OAuthReasons), typeof(SignInReasons), typeof(AppReasons) }
            .SelectMany(reasons => reasons.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.All(c => char.IsAsciiLetterLower(c) || c == '_'));
        codes.Except(_logged).Except(TestedElsewhere.Keys).ShouldBeEmpty("no test brings these refusals about");
        Host.Service.Logs.ToString().ShouldNotContain(Presented);
    }

    private async Task AuthorizationEndpointAsync()
    {
        var good = $"client_id=notion&redirect_uri={Callback}&response_type=code&code={Presented}&state={Presented}";
        await ShouldLogAsync(ClientIdUnknown, () => AuthorizeAsync(good.Replace("=notion", $"={Presented}")));
        await ShouldLogAsync(RedirectUriNotAllowed, () => AuthorizeAsync(good.Replace("notion.so", $"{Presented}.so")));
        await ShouldLogAsync(ParameterDoubled, () => AuthorizeAsync($"{good}&state=again"));
        await ShouldLogAsync(ResponseTypeMissing, () => AuthorizeAsync(good.Replace("response_type=code", "")));
        await ShouldLogAsync(ResponseTypeUnsupported, () => AuthorizeAsync(good.Replace("=code&", $"={Presented}&")));
        await ShouldLogAsync(NotionCodeMissing, () => AuthorizeAsync(good.Replace("&code=", "&other=")));
        await ShouldLogAsync(ParameterTooLong, () => AuthorizeAsync($"{good}{new string('s', 5000)}"));
    }

    private async Task ConsentAsync()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();
        var (action, fields) = page.Form("Allow");
        await ShouldLogAsync(
            FormForged,
            () => ada.Browser.SubmitAsync(action, fields.Where(field => field.Key == "request"))
        );
        await ShouldLogAsync(UserDenied, () => ada.Browser.PressAsync(page, "Deny"));
        await ShouldLogAsync(RequestUnknown, () => ada.Browser.PressAsync(page, "Allow"));
        await ShouldLogAsync(RequestUnknown, () => OpenAsync($"/consent?request={Presented}"));
        using var ben = UserAs("ben");
        var signIn = await ben.StartAsync();
        await ShouldLogAsync(SignInCancelled, () => ben.Browser.PressAsync(signIn, "Cancel"));
    }

    private async Task TokenEndpointAsync()
    {
        using var ada = UserAs("ada");
        var (late, code) = (await ada.GetCodeAsync("office"), await ada.GetCodeAsync("home"));
        await ShouldLogAsync(CodeUnknown, () => Notion.RedeemAsync(Presented));
        await ShouldLogAsync(CodeForOtherRedirectUri, () => Notion.RedeemAsync(code, ("redirect_uri", Presented)));
        var tokens = Tokens.From(await Notion.RedeemAsync(code));
        await ShouldLogAsync(CodeReplayed, () => Notion.RedeemAsync(code));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ShouldLogAsync(CodeExpired, () => Notion.RedeemAsync(late));
        await ShouldLogAsync(RefreshTokenUnknown, () => Notion.RefreshAsync(tokens.RefreshToken));
        await ShouldLogAsync(GrantTypeMissing, () => Notion.RedeemAsync("c", ("grant_type", null)));
        await ShouldLogAsync(GrantTypeUnsupported, () => Notion.RedeemAsync("c", ("grant_type", Presented)));
        await ShouldLogAsync(ParameterMissing, () => Notion.RedeemAsync("c", ("redirect_uri", null)));
        await ShouldLogAsync(ParameterMissing, () => Notion.RefreshAsync(""));
        await ShouldLogAsync(ParameterDoubled, () => Notion.RedeemAsync("c", ("other", "1"), ("other", "2")));
        await ShouldLogAsync(BodyMediaType, () => TokenAsync("text/plain", Presented));
        await ShouldLogAsync(BodyReasons.TooLarge, () => TokenAsync(Form, $"code={new string('c', 20_000)}"));
        await ShouldLogAsync(BodyMediaType, () => TokenAsync($"{Form}; charset=utf-7", "code=c"));
        // More parameters than the framework reads.
        await ShouldLogAsync(BodyUnreadable, () => TokenAsync(Form, string.Join('&', Enumerable.Repeat("a=b", 2000))));
    }

    private async Task ClientAsync()
    {
        await ShouldLogAsync(ClientIdUnknown, () => Notion.RedeemAsync("c", ("client_id", Presented)));
        await ShouldLogAsync(ClientSecretWrong, () => Notion.RedeemAsync("c", ("client_secret", Presented)));
        await ShouldLogAsync(ClientAuthenticatedTwice, () => Notion.RefreshAsync("r", NotionCalls.Basic("a", "b")));
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync("office");
        var code = await ada.GetCodeAsync("home");
        await Host.RestartServiceAsync(new KeyValuePair<string, string?>("Unfurl:OAuth:ClientId", "other"));
        await ShouldLogAsync(CodeOfOtherClient, () => Notion.RedeemAsync(code, ("client_id", "other")));
        await ShouldLogAsync(
            RefreshTokenOfOtherClient,
            () => Notion.RefreshAsync(tokens.RefreshToken, ("client_id", "other"))
        );
        await Host.RestartServiceAsync(new KeyValuePair<string, string?>("Unfurl:OAuth:ClientId", "notion"));
    }

    private async Task BearerAsync()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync("elsewhere");
        await ShouldLogAsync(AccessTokenMissing, () => UnfurlAsync(null));
        await ShouldLogAsync(AccessTokenUnknown, () => UnfurlAsync($"Bearer {Presented}"));
        await ShouldLogAsync(AccessTokenUnknown, () => UnfurlAsync($"Bearer {new string('t', 300)}"));
        await ShouldLogAsync(AccessTokenUnknown, () => UnfurlAsync($"Bearer {tokens.RefreshToken}"));
        Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await ShouldLogAsync(AccessTokenExpired, () => UnfurlAsync($"Bearer {tokens.AccessToken}"));
        Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await ShouldLogAsync(RefreshTokenExpired, () => Notion.RefreshAsync(tokens.RefreshToken));
    }

    private async Task DeletionAsync()
    {
        await ShouldLogAsync(TokenMissing, () => DeleteAsync(null, ""));
        await ShouldLogAsync(TokenMissing, () => DeleteAsync("application/json", "{}"));
        await ShouldLogAsync(TokenUnknown, () => Notion.DeleteGrantAsync(new { token = Presented }));
        await ShouldLogAsync(BodyMediaType, () => DeleteAsync("text/plain", Presented));
        await ShouldLogAsync(BodyUnreadable, () => DeleteAsync("application/json", "{"));
        await ShouldLogAsync(
            BodyReasons.TooLarge,
            () => DeleteAsync("application/json", $"\"{new string('t', 20_000)}\"")
        );
    }

    private async Task SignInAndConnectionsAsync()
    {
        await ShouldLogAsync(ProviderUnknown, () => OpenAsync($"/signin/{Presented}"));
        await ShouldLogAsync(SignInStateUnknown, () => OpenAsync($"/signin/acme/callback?code=c&state={Presented}"));
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        var hers = await ReachCallbackAsync(ada);
        await ShouldLogAsync(SignInOfOtherBrowser, () => ben.Browser.OpenAsync(hers));
        await ShouldLogAsync(SignInWithoutCode, () => ada.Browser.OpenAsync(Without(hers, "code")));
        hers = await ReachCallbackAsync(ada);
        await ShouldLogAsync(
            ProviderRefused,
            () => ada.Browser.OpenAsync(new Uri($"{hers.AbsoluteUri}&error={Presented.ToUpperInvariant()}"))
        );

        var page = await ada.OpenConnectionsAsync();
        var fields = page.Form("Sign out").Fields;
        var disconnect = new Uri(Host.Service.Url, "/connections?handler=Disconnect");
        await ShouldLogAsync(
            GrantUnknown,
            () => ada.Browser.SubmitAsync(disconnect, [.. fields, new("grant", Presented)])
        );
        await ShouldLogAsync(
            ProviderUnknown,
            () =>
                ada.Browser.SubmitAsync(
                    new Uri(Host.Service.Url, "/connections?handler=Forget"),
                    [.. fields, new("provider", Presented)]
                )
        );
        await ada.Browser.PressAsync(page, "Sign out");
        using var stranger = Host.CreateBrowser();
        // With several providers the page has a form for a user who is not signed in.
        await Host.RestartServiceAsync(
            new("Unfurl:Providers:second:Type", "Acme"),
            new("Unfurl:Providers:second:Host", "second.example"),
            new("Unfurl:Providers:second:WebUrl", Host.Acme.WebUrl.AbsoluteUri),
            new("Unfurl:Providers:second:ClientId", "unfurl-demo"),
            new("Unfurl:Providers:second:ClientSecret", "unfurl-demo-secret")
        );
        var choice = await stranger.OpenAsync(Host.Notion.ConnectUrl("ben", "third"));
        var nobodys = choice.Page.QuerySelector("input[name=__RequestVerificationToken]").ShouldNotBeNull();
        await ShouldLogAsync(
            NotSignedIn,
            () => stranger.SubmitAsync(disconnect, [new("__RequestVerificationToken", nobodys.GetAttribute("value")!)])
        );
        await ShouldLogAsync(FormForged, () => stranger.SubmitAsync(disconnect, fields));
    }

    private const string Form = "application/x-www-form-urlencoded";

    private async Task ShouldLogAsync<T>(string reason, Func<Task<T>> refuse)
    {
        var before = Host.Service.Logs.Lines.Count;
        await refuse();

        var lines = Host
            .Service.Logs.Lines.Skip(before)
            .Where(line =>
                line.Reason is not null
                && (
                    line.Category == typeof(RejectionLog).FullName
                    || line.Category.StartsWith("Unfurl.Server.Notion.OAuth.", StringComparison.Ordinal)
                    || line.Category.StartsWith("Unfurl.Server.Connections.", StringComparison.Ordinal)
                )
            )
            .ToList();
        lines.Count.ShouldBe(1, $"{reason}: {string.Join(", ", lines)}");
        var line = lines[0];
        (line.Reason, line.Level).ShouldBe((reason, LogLevel.Information));
        _logged.Add(reason);
    }

    private Task<Visit> AuthorizeAsync(string query) => OpenAsync($"/notion/authorize?{query}");

    private async Task<Visit> OpenAsync(string path)
    {
        using var browser = Host.CreateBrowser();
        return await browser.OpenWithoutFollowingAsync(new Uri(Host.Service.Url, path));
    }

    private Task<ReceivedResponse> TokenAsync(string mediaType, string body) =>
        Notion.PostTokenAsync(NotionCalls.Raw(mediaType, body));

    private Task<ReceivedResponse> UnfurlAsync(string? authorization) =>
        Notion.SendAsync(
            HttpMethod.Post,
            "/unfurl",
            NotionCalls.Json(new { uri = "https://acme.example/items/1" }),
            authorization
        );

    private Task<ReceivedResponse> DeleteAsync(string? mediaType, string body) =>
        Notion.SendAsync(
            HttpMethod.Delete,
            "/notion/deletion",
            mediaType is null ? null : NotionCalls.Raw(mediaType, body),
            null
        );

    // Does not follow the redirect.
    private static async Task<Uri> ReachCallbackAsync(NotionUser user)
    {
        user.Browser.StopsAt = address =>
            address.AbsolutePath.EndsWith("/signin/acme/callback", StringComparison.Ordinal);
        var visit = await user.StartAsync();
        if (visit.Location is null)
            visit = await user.SignInAsync(visit);
        user.Browser.StopsAt = _ => false;
        return visit.Location!;
    }

    private static Uri Without(Uri address, string parameter) =>
        new(
            QueryHelpers.AddQueryString(
                address.GetLeftPart(UriPartial.Path),
                QueryHelpers.ParseQuery(address.Query).Where(pair => pair.Key != parameter)
            )
        );
}
