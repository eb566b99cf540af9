using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>A page of databases: for those who may use connections.</summary>
internal abstract class DatabasesPage(
    UsableConnections connections,
    ProviderRegistry providers,
    RejectionLog rejections
) : PageModel
{
    /// <summary>Null for nobody, which Development lets in.</summary>
    public SignedInUser? Account { get; private set; }

    protected ProviderRegistry Providers { get; } = providers;

    protected Usable Usable { get; private set; } = null!;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        Account = SignedInUser.From(HttpContext.User);
        if (await connections.ForAsync(Account, Aborted) is { } usable)
        {
            Usable = usable;
            await next();
            return;
        }
        rejections.LogRejection(RejectionLog.Databases, DatabaseReasons.NotAllowed);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Result = Account is null
            ? SignInFirst()
            : new HttpActionResult(
                ErrorPages.Forbidden(
                    "Only administrators set up databases. Unfurl:Administrators names them by their ids, which Connections shows."
                )
            );
    }

    protected HttpActionResult Unknown(string reason, string message)
    {
        rejections.LogRejection(RejectionLog.Databases, reason);
        return new(ErrorPages.NotFound(message));
    }

    protected HttpActionResult Forbidden(string message)
    {
        rejections.LogRejection(RejectionLog.Databases, DatabaseReasons.EnrichmentOfOther);
        return new(ErrorPages.Forbidden(message));
    }

    protected HttpActionResult UnknownConnection() =>
        Unknown(EventReasons.ConnectionUnknown, "The configuration has no connection of this name.");

    protected void Refuse(string reason)
    {
        rejections.LogRejection(RejectionLog.Databases, reason);
        Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private ViewResult SignInFirst() =>
        new()
        {
            ViewName = "/Pages/Databases/SignInFirst.cshtml",
            ViewData = new ViewDataDictionary<IEnumerable<ProviderInstance>>(
                MetadataProvider,
                new ModelStateDictionary()
            )
            {
                Model = Providers.Instances.Where(instance => instance.NeedsSignIn),
            },
        };
}
