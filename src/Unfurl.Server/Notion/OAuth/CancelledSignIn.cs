using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Treats a sign-in cancelled at the provider as Deny, if an authorization request is pending.</summary>
internal sealed class CancelledSignIn(ConsentService consent) : IPostConfigureOptions<OAuthOptions>
{
    public void PostConfigure(string? name, OAuthOptions options)
    {
        var signIn = options.Events.OnAccessDenied;
        options.Events.OnAccessDenied = async context =>
        {
            if (await DenyAsync(context) is { } target)
            {
                context.HandleResponse();
                // The provider's form may have led here.
                await BackToNotion.Page(target).ExecuteAsync(context.HttpContext);
            }
            else
                await signIn(context);
        };
    }

    // Returns the address at Notion; null when no authorization request is pending.
    private async Task<string?> DenyAsync(AccessDeniedContext context) =>
        ConsentPath.RequestIdOf(context.ReturnUrl) is { } id
        && CsrfBindingCookie.Get(context.HttpContext) is { } browser
            ? await consent.DenyAsync(
                id,
                browser.Reveal(),
                SignInReasons.SignInCancelled,
                context.HttpContext.RequestAborted
            )
            : null;
}
