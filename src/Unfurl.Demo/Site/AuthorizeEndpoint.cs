using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

/// <summary>The authorization endpoint (RFC 6749 §3.1): shows the sign-in page and redirects to the client.</summary>
internal sealed class AuthorizeEndpoint(AcmeSite site, Browser browser)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/oauth/authorize", Show);
        endpoints.MapPost("/oauth/authorize", (Delegate)SubmitAsync);
    }

    private IResult Show(HttpContext context) =>
        Read(context) switch
        {
            AuthorizationRequestResult.Valid { Request: var request } => Ask(context, request),
            var other => Reject(context, other),
        };

    private IResult Ask(HttpContext context, AuthorizationRequest request)
    {
        if (browser.Login(context) is { } login && !request.SelectAccount)
            return Finish(request, login);

        SafeHeaders.Set(context.Response, request.RedirectOrigin);
        return SignInPage.Render(site, browser, context, request.RedirectOrigin);
    }

    // The form's URL has the parameters of the request; they are validated again.
    private async Task<IResult> SubmitAsync(HttpContext context)
    {
        if (Read(context) is not AuthorizationRequestResult.Valid { Request: var request } good)
            return Reject(context, Read(context));
        if (Browser.IsCrossSitePost(context.Request))
            return Reject(context, new AuthorizationRequestResult.Untrusted("This form was sent from another site."));

        var form = await Browser.FormAsync(context);
        var login = form?["login"].ToString();
        if (login == "cancel")
            return Redirect(request.DeniedRedirect());
        if (login is null || !AcmeSite.Logins.Contains(login))
            return Reject(context, new AuthorizationRequestResult.Untrusted("There is no such user at Acme."));

        browser.SignIn(context, login);
        return Finish(request, login);
    }

    private AuthorizationRequestResult Read(HttpContext context) =>
        AuthorizationRequest.Read(context.Request.Query, site.Clients);

    private IResult Finish(AuthorizationRequest request, string login) =>
        Redirect(request.CodeRedirect(site.Grants.IssueCode(login, request.RedirectUri, request.CodeChallenge)));

    private IResult Reject(HttpContext context, AuthorizationRequestResult reading) =>
        reading is AuthorizationRequestResult.Rejected { Location: var location }
            ? Redirect(location)
            : MessagePage.Render(
                browser,
                context,
                StatusCodes.Status400BadRequest,
                "Sign-in failed",
                (reading as AuthorizationRequestResult.Untrusted)?.Problem ?? ""
            );

    private static IResult Redirect(string location) => Results.Redirect(location);
}
