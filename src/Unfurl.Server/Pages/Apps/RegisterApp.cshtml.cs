using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Apps;

/// <summary>Begins the registration of the service as an app at a provider, for administrators.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class RegisterAppModel(
    AdapterTypes types,
    Administrators administrators,
    SetupCode setupCode,
    PendingApps pendingApps,
    ProviderRegistry providers,
    UnfurlOptions settings,
    RejectionLog rejections
) : PageModel
{
    public const int MaxLength = 200;

    private IAppRegistrar _registrar = null!;

    public string Type { get; private set; } = "";
    public string Host { get; private set; } = "";
    public string Organization { get; private set; } = "";
    public string Instance { get; private set; } = "";

    /// <summary>Whether the code that the start printed has to be typed in.</summary>
    public bool NeedsCode { get; private set; }

    /// <summary>Those with which an administrator may sign in.</summary>
    public IEnumerable<ProviderInstance> SignIns => providers.Instances.Where(instance => instance.NeedsSignIn);

    /// <summary>Whether somebody has to sign in first.</summary>
    public bool NeedsSignIn { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>What the browser sends to the provider; null before it is known where.</summary>
    public AppForm? Form { get; private set; }

    public string? Target { get; private set; }

    public bool IsTaken => providers.TryGet(Instance, out _);

    public static string Path(string type) => $"/setup/{type.ToLowerInvariant()}";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (types.RegistrarOf(RouteData.Values["type"] as string) is not { AppRegistrar: { } registrar } type)
        {
            rejections.LogRejection(RejectionLog.Request, RequestReasons.UnknownPage);
            context.Result = new HttpActionResult(ErrorPages.NotFound("No app can be registered at this address."));
            return;
        }
        (_registrar, Type) = (registrar, type.Name);
        var user = SignedInUser.From(HttpContext.User);
        if (!await administrators.IncludeAsync(user, HttpContext.RequestAborted))
        {
            NeedsCode = setupCode.IsOffered;
            if (!NeedsCode)
            {
                rejections.LogRejection(RejectionLog.App, AppReasons.NotAdministrator);
                Response.StatusCode = StatusCodes.Status403Forbidden;
                NeedsSignIn = user is null;
                context.Result = NeedsSignIn
                    ? Page()
                    : new HttpActionResult(
                        ErrorPages.Forbidden(
                            "Only administrators register apps. Unfurl:Administrators names them by their ids, which Connections shows."
                        )
                    );
                return;
            }
        }
        await next();
    }

    public void OnGet() => Instance = Type.ToLowerInvariant();

    public IActionResult OnPost(
        [FromForm] string? host,
        [FromForm] string? organization,
        [FromForm] string? instance,
        [FromForm] string? code
    )
    {
        (Host, Organization, Instance) = (Trim(host), Trim(organization), Trim(instance));
        if (Host.Length > MaxLength || _registrar.HostOf(Host) is not { } appHost)
            return Refuse(AppReasons.FieldMalformed, "That is no host: write its name alone, e.g. github.acme.com.");
        // Without "-", which names of environment variables do not have.
        if (Instance.Length is 0 or > 50 || !Instance.All(char.IsAsciiLetterOrDigit))
            return Refuse(
                AppReasons.FieldMalformed,
                "The name of the instance has only letters and digits, 50 at most."
            );
        var request = new AppRequest(
            Organization.Length == 0 ? null : Organization,
            Instance.ToLowerInvariant(),
            settings.PublicUrl,
            settings.UrlOf($"{Path(Type)}/callback"),
            State: ""
        );
        if (_registrar.FormFor(appHost, request) is null)
            return Refuse(AppReasons.FieldMalformed, "That is no organization: write the name in its address alone.");
        if (NeedsCode && !setupCode.TryTake(code))
            return Refuse(
                AppReasons.SetupCodeWrong,
                "That is not the code, or it was used, or is older than ten minutes. Each start prints a new one."
            );

        var pending = pendingApps.Begin(HttpContext, Type, Host, request.Instance);
        Form = _registrar.FormFor(appHost, request with { State = pending.State });
        Target = appHost.Name;
        ContentSecurityPolicy.Of(HttpContext).AllowFormTo(Form!.Action);
        return Page();
    }

    private static string Trim(string? text) => text?.Trim() ?? "";

    private PageResult Refuse(string reason, string problem)
    {
        rejections.LogRejection(RejectionLog.App, reason);
        Problem = problem;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
