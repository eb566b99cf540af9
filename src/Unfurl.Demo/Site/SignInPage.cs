using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

// Any of the users can sign in: the demo has no passwords.
internal static class SignInPage
{
    // The client is null for a sign-in at the site itself.
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
