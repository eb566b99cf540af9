using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

internal sealed class PageEndpoints(AcmeSite site, Browser browser)
{
    // RFC 9110 §9.3.2: HEAD is GET without the body.
    public static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", GetAndHead, Home);
        endpoints.MapMethods(
            "/signin",
            GetAndHead,
            (HttpContext context) => SignInPage.Render(site, browser, context, client: null)
        );
        endpoints.MapPost("/signin", (Delegate)SignInAsync);
        endpoints.MapPost("/signout", SignOut);
        foreach (var kind in new[] { "items", "reports", "people", "boards" })
        {
            endpoints.MapMethods(
                $"/{kind}/{{name}}",
                GetAndHead,
                (string name, HttpContext context) => Entry($"/{kind}/{name}", context)
            );
            endpoints.MapPost(
                $"/{kind}/{{name}}",
                (string name, HttpContext context) => ChangeAsync($"/{kind}/{name}", context)
            );
        }
    }

    private IResult Home(HttpContext context) =>
        Layout.Page(browser, context, "Home", HomePage.Main(site.Entries, path => browser.Path(context, path)));

    // A hidden entry looks like a missing one.
    private IResult Entry(string path, HttpContext context) =>
        FindVisible(path, context) is { } entry
            ? Layout.Page(
                browser,
                context,
                entry.Title,
                EntryPage.Main(entry, site, path => browser.Path(context, path))
            )
            : NothingToSee(context);

    // Whoever sees an entry may change it.
    private async Task<IResult> ChangeAsync(string path, HttpContext context)
    {
        if (Browser.IsCrossSitePost(context.Request) || await Browser.FormAsync(context) is not { } form)
            return Results.BadRequest();
        if (FindVisible(path, context) is not { } entry)
            return NothingToSee(context);
        ChangeForm.Apply(site, entry, form);
        return Results.Redirect(browser.Path(context, entry.Path));
    }

    private AcmeEntry? FindVisible(string path, HttpContext context) =>
        site.Find(path) is { Fault: AcmeFault.None } entry && entry.IsVisibleTo(browser.Login(context)) ? entry : null;

    private IResult NothingToSee(HttpContext context) =>
        MessagePage.Render(
            browser,
            context,
            StatusCodes.Status404NotFound,
            "Nothing to see here",
            "There is no such page, or you would have to sign in as someone who may see it."
        );

    private async Task<IResult> SignInAsync(HttpContext context)
    {
        var login = (await Browser.FormAsync(context))?["login"].ToString();
        if (Browser.IsCrossSitePost(context.Request) || login is null)
            return Results.BadRequest();
        if (AcmeSite.Logins.Contains(login))
            browser.SignIn(context, login);
        return Results.Redirect(browser.Path(context, "/"));
    }

    private IResult SignOut(HttpContext context)
    {
        if (Browser.IsCrossSitePost(context.Request))
            return Results.BadRequest();
        browser.SignOut(context);
        return Results.Redirect(browser.Path(context, "/"));
    }
}
