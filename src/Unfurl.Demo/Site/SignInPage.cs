using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>Asks who you are; any of the two will do, there are no passwords.</summary>
internal static class SignInPage
{
    /// <param name="site">The site.</param>
    /// <param name="browser">The site as the browser sees it.</param>
    /// <param name="context">The request; the form goes back to its address.</param>
    /// <param name="client">Where the user came from and returns to; null when it is the site itself.</param>
    public static IResult Render(AcmeSite site, Browser browser, HttpContext context, Uri? client)
    {
        var purpose = client is null
            ? "to the Acme site"
            : $"to continue to <b>{Layout.Text(client.Authority)}</b>, which will see at Acme what you see";
        return Layout.Page(
            browser,
            context,
            "Sign in",
            $"""
            <section class="card">
            <p class="logo">Acme</p>
            <h1>Who are you today?</h1>
            <p>Sign in {purpose}.</p>
            <form class="users" method="post" action="{Layout.Text(
                context.Request.PathBase + context.Request.Path + context.Request.QueryString
            )}">
            {Layout.UserButtons(site, browser, context)}
            <button class="quiet" name="login" value="cancel">Cancel</button>
            </form>
            <p class="note">Acme is made up and comes with Unfurl to try things: it has two users and no passwords.</p>
            </section>
            """,
            bare: true
        );
    }
}
