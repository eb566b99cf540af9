using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Apps;

/// <summary>Takes a browser back from the provider, and shows the app's settings this once. They are kept nowhere.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AppRegisteredModel(
    AdapterTypes types,
    PendingApps pendingApps,
    RegistrationHttp registrationHttp,
    TimeProvider time,
    RejectionLog rejections
) : PageModel
{
    private const int MaxCode = 200;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public string Host { get; private set; } = "";
    public Uri InstallPage { get; private set; } = null!;

    /// <summary>The settings as lines of environment variables, quoted for a shell.</summary>
    public string Lines { get; private set; } = "";

    // A scanner's HEAD must not take the code away from the person.
    public IActionResult OnHead()
    {
        Response.Headers.Allow = HttpMethods.Get;
        return StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    public async Task<IActionResult> OnGetAsync(string? code, string? state, CancellationToken cancellationToken)
    {
        var route = RouteData.Values["type"] as string;
        if (types.RegistrarOf(route) is not { AppRegistrar: { } registrar } type)
        {
            rejections.LogRejection(RejectionLog.Request, RequestReasons.UnknownPage);
            return new HttpActionResult(ErrorPages.NotFound("No app can be registered at this address."));
        }
        var retry = RegisterAppModel.Path(type.Name);
        if (
            pendingApps.Take(HttpContext, state) is not { } pending
            || pending.Type != type.Name
            || registrar.HostOf(pending.Host) is not { } host
        )
            return Refuse(
                AppReasons.RegistrationUnknown,
                "the state is unknown",
                "This registration was not begun in this browser, took longer than ten minutes, or its settings were shown already. If the app exists, delete it at the provider, or make a new client secret there.",
                retry
            );
        if (code is not { Length: > 0 and <= MaxCode })
            return Refuse(
                AppReasons.CodeMissing,
                "the provider sent no code",
                $"{host.Name} sent no code, so no app was registered.",
                retry
            );

        using var http = registrationHttp.To(host);
        using var timeout = new CancellationTokenSource(TimeLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var answer = await registrar.CompleteAsync(host, code, http, time, limit.Token);
        cancellationToken.ThrowIfCancellationRequested();
        switch (answer)
        {
            case AppRegistration.Done done:
                (Host, InstallPage) = (host.Name, done.InstallPage);
                Lines = SettingLines.Of(
                    pending.Instance,
                    [
                        new("Type", type.Name),
                        new("Host", host.Name),
                        .. done.Settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.Reveal())),
                    ]
                );
                return Page();
            case AppRegistration.Rejected:
                return Refuse(
                    AppReasons.CodeRejected,
                    "the provider does not know the code",
                    $"{host.Name} does not know the code: it was used, or is older than an hour. If the app exists there, delete it, and register it again.",
                    retry
                );
            case AppRegistration.Failed(var reason):
                return Refuse(
                    AppReasons.ProviderFailed,
                    reason,
                    $"This service could not reach the API of {host.Name}, or it answered wrongly. The app may exist there by now: delete it, and register it again.",
                    retry
                );
            default:
                throw new InvalidOperationException("Unknown registration.");
        }
    }

    private HttpActionResult Refuse(string reason, string detail, string message, string retry)
    {
        rejections.LogApp(reason, detail);
        return new HttpActionResult(ErrorPages.BadRequest(message, retry));
    }
}
