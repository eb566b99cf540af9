using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>Takes a user's personal key for a provider that knows its users by keys.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class KeyModel(ProviderRegistry providers, KeySignIn keys, RejectionLog rejections) : PageModel
{
    public const int MaxLength = KeySignIn.MaxLength;

    public ProviderInstance Instance { get; private set; } = null!;

    public PersonalKeySignIn Keys { get; private set; } = null!;

    public string ReturnUrl { get; private set; } = "";

    public string Action { get; private set; } = "";

    /// <summary>Why the key was not taken; null before one was tried.</summary>
    public string? Problem { get; private set; }

    private bool IsAdding { get; set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (
            !providers.TryGet(RouteData.Values["provider"] as string, out var instance)
            || instance.Adapter.SignIn is not PersonalKeySignIn signIn
        )
        {
            rejections.LogRejection(RejectionLog.SignIn, SignInReasons.ProviderUnknown);
            context.Result = new HttpActionResult(ErrorPages.NotFound("No provider here takes a key at this address."));
            return;
        }
        (Instance, Keys) = (instance, signIn);
        ReturnUrl = SignInEndpoints.LocalPath(Request.Query["return_url"]);
        IsAdding = Request.Query["add"] == "true";
        Action = KeyPath.For(instance.Name, ReturnUrl, IsAdding);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? key, CancellationToken cancellationToken)
    {
        var current = SignedInUser.From(HttpContext.User)?.AccountId;
        var visitor = new Visitor(
            HttpContext.Connection.RemoteIpAddress,
            current ?? CsrfBindingCookie.Get(HttpContext)?.Reveal()
        );
        var (user, failure) = await keys.SignInAsync(
            Instance,
            key,
            IsAdding ? current : null,
            visitor,
            cancellationToken
        );
        if (user is null)
        {
            rejections.LogSignIn(Instance.Name, failure!.Reason, failure.Detail);
            Problem = failure.Message;
            // As after a sign-in by OAuth, a provider that fails is no failure of this service.
            Response.StatusCode =
                failure.Reason == SignInReasons.TooManyKeys
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status400BadRequest;
            return Page();
        }
        await HttpContext.SignInAsync(
            SessionStore.Scheme,
            new ClaimsPrincipal(user.ToIdentity(SessionStore.Scheme)),
            new AuthenticationProperties()
        );
        return LocalRedirect(ReturnUrl);
    }
}
