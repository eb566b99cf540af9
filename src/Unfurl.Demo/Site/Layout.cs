using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

internal static class Layout
{
    // HTML-encodes a text or an attribute value.
    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static IResult Page(
        Browser browser,
        HttpContext context,
        string title,
        string main,
        int status = StatusCodes.Status200OK,
        bool bare = false
    ) =>
        Results.Content(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Text(title)} · Acme</title>
            <link rel="stylesheet" href="{Text(browser.Path(context, "/media/acme.css"))}">
            </head>
            <body{(bare ? " class=\"bare\"" : "")}>
            {(bare ? "" : Header(browser, context))}
            <main>
            {main}
            </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            Encoding.UTF8,
            status
        );

    // Each button posts the login of a user.
    public static string UserButtons(AcmeSite site, Browser browser, HttpContext context)
    {
        var html = new StringBuilder();
        foreach (var login in AcmeSite.Logins)
        {
            if (site.Find($"/people/{login}") is AcmePerson person)
                html.Append(
                    $"""
                    <button name="login" value="{login}"><img src="{Text(
                        browser.Path(context, $"/media/{person.Picture}")
                    )}" alt="" width="40" height="40">
                    <span><b>{Text(person.Title)}</b><small>{login} · {Text(person.Role)}</small></span></button>

                    """
                );
        }
        return html.ToString();
    }

    private static string Header(Browser browser, HttpContext context)
    {
        var home = Text(browser.Path(context, "/"));
        var session = browser.Login(context) is { } login
            ? $"""
                <form method="post" action="{home}signout"><span>Signed in as <b>{Text(
                    login
                )}</b></span><button>Sign out</button></form>
                """
            : $"""<a href="{home}signin">Sign in</a>""";
        return $"""
            <header><a class="logo" href="{home}">Acme</a>{session}</header>
            """;
    }
}
