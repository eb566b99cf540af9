using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

internal static class MessagePage
{
    public static IResult Render(Browser browser, HttpContext context, int status, string title, string message) =>
        Layout.Page(
            browser,
            context,
            title,
            $"""
            <section class="card"><p class="logo">Acme</p><h1>{Layout.Text(title)}</h1><p>{Layout.Text(message)}</p>
            <p><a href="{Layout.Text(browser.Path(context, "/"))}">To the home page</a></p></section>
            """,
            status,
            bare: true
        );
}
