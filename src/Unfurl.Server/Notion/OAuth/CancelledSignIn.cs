using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Connections.SignIn;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// A user who cancels at the provider while Notion waits for an answer has denied the connection: Notion is told, as if
/// Deny had been pressed.
/// </summary>
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
                context.Response.Redirect(target);
            }
            else
                await signIn(context);
        };
    }

    /// <returns>Where Notion waits; null when it does not.</returns>
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
