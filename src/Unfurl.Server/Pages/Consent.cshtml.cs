using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>Asks the user, every time, whether Notion may show previews as them.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ConsentModel(
    ConsentService consent,
    ProviderRegistry providers,
    CredentialService credentials,
    RejectionLog refusals
) : PageModel
{
    private const string RequestOverMessage =
        "This request is over: it was answered, took longer than ten minutes, or was begun in another browser. Start again in Notion.";

    public string RequestId { get; private set; } = "";
    public string NotionHost { get; private set; } = "";

    // Null without a session.
    public new SignedInUser? User { get; private set; }

    public IEnumerable<ProviderInstance> Providers => providers.Instances;

    /// <summary>Those whose adapter could not be loaded.</summary>
    public IEnumerable<ProviderInstance> Broken => providers.Broken;

    /// <summary>Those whose links are looked up as the user.</summary>
    public IEnumerable<ProviderInstance> WithSignIn => Providers.Where(instance => instance.NeedsSignIn);

    /// <summary>Those whose links are looked up the same way for everybody who connects.</summary>
    public IEnumerable<ProviderInstance> WithoutSignIn => Providers.Where(instance => !instance.NeedsSignIn);

    /// <summary>Whether the user connects without a sign-in.</summary>
    public bool IsWithoutSignIn { get; private set; }

    public string WithoutSignInUrl => $"{ConsentPath.For(RequestId)}&without_sign_in=true";

    public string SwitchUrl => $"{ConsentPath.For(RequestId)}&switch_account=true";

    private bool IsSwitching { get; set; }

    public string SignInUrl(ProviderInstance instance) =>
        $"/signin/{instance.Name}?return_url={Uri.EscapeDataString(ConsentPath.For(RequestId))}{(IsSwitching ? "&switch_account=true" : "")}";

    public async Task<IActionResult> OnGetAsync(
        string? request,
        [FromQuery(Name = "switch_account")] bool switchAccount,
        [FromQuery(Name = "without_sign_in")] bool withoutSignIn,
        CancellationToken cancellationToken
    )
    {
        if (request is null || CsrfBindingCookie.Get(HttpContext) is not { } browser)
            return RequestOver();
        if (await consent.FindAsync(request, browser.Reveal(), cancellationToken) is not { } pending)
            return RequestOver();

        (RequestId, NotionHost, IsSwitching) = (request, pending.RedirectUri.Host, switchAccount);
        User = switchAccount ? null : await SignedInAsync(cancellationToken);
        IsWithoutSignIn = WithoutSignIn.Any() && (withoutSignIn || (User is null && !WithSignIn.Any()));
        if (IsWithoutSignIn)
            User = null;
        else if (
            User is null
            && WithSignIn.Take(2).ToList() is [var only]
            && !WithoutSignIn.Any()
            && AskedScopes.Of(only).Count == 0
        )
            return LocalRedirect(SignInUrl(only));
        return Page();
    }

    public async Task<IActionResult> OnPostAllowAsync(
        [FromForm] string? request,
        [FromForm(Name = "without_sign_in")] bool withoutSignIn,
        CancellationToken cancellationToken
    )
    {
        if (request is null || CsrfBindingCookie.Get(HttpContext) is not { } browser)
            return RequestOver();
        Connector connector;
        if (withoutSignIn && WithoutSignIn.FirstOrDefault() is { } open)
            connector = new(User: null, open.Host);
        else if (await SignedInAsync(cancellationToken) is { } user)
            connector = Connector.Of(user);
        else
            return SignInFirst(request);
        return await consent.AllowAsync(request, browser.Reveal(), connector, cancellationToken) is { } target
            ? new HttpActionResult(BackToNotion.Page(target))
            : RequestOver();
    }

    public async Task<IActionResult> OnPostDenyAsync([FromForm] string? request, CancellationToken cancellationToken)
    {
        if (request is null || CsrfBindingCookie.Get(HttpContext) is not { } browser)
            return RequestOver();
        return
            await consent.DenyAsync(request, browser.Reveal(), OAuthReasons.UserDenied, cancellationToken) is { } target
            ? new HttpActionResult(BackToNotion.Page(target))
            : RequestOver();
    }

    // A user without an active credential has to sign in again before connecting.
    private async Task<SignedInUser?> SignedInAsync(CancellationToken cancellationToken) =>
        SignedInUser.From(HttpContext.User) is { } user
        && providers.TryGet(user.Provider, out _)
        && await credentials.FindAsync(user.AccountId, user.Provider, cancellationToken) is { IsActive: true }
            ? user
            : null;

    // The consent page redirects to the provider's sign-in, which may redirect to any origin.
    private static HttpActionResult SignInFirst(string request) =>
        new(
            new NoticePage(
                "Sign in first",
                "Your account was disconnected while the page was open. Your browser goes on to the sign-in by itself.",
                "Continue to the sign-in",
                ConsentPath.For(request)
            )
            {
                MovesOn = true,
            }
        );

    private HttpActionResult RequestOver()
    {
        refusals.LogRejection(RejectionLog.Consent, OAuthReasons.RequestUnknown);
        return new HttpActionResult(ErrorPages.BadRequest(RequestOverMessage));
    }
}
