using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth;

namespace Unfurl.Server.Pages;

/// <summary>Logs forms that were rejected because another page or browser made them.</summary>
internal sealed class AntiforgeryFailureFilter(RejectionLog rejections) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
            return;
        rejections.LogRejection(RejectionLog.Form, OAuthReasons.FormForged);
        context.Result = new HttpActionResult(
            ErrorPages.BadRequest("This form is out of date. Open the page again, and press the button there.")
        );
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
