using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Pages;

/// <summary>Responds to failures without a body: a page for browsers, problem details for other clients.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorModel(RejectionLog rejections) : PageModel
{
    // The Retry-After of a storage outage, in seconds.
    private const string RetryAfter = "10";

    public string Heading { get; private set; } = "";
    public string Message { get; private set; } = "";
    public string? Retry { get; private set; }

    /// <summary>Runs for every method, because the error page keeps the failed request's method.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var page = ErrorPages.Of(HttpContext);
        var status = Status();
        (Heading, Message) = TextOf(status);
        // Rejections with an error page of their own are logged where they occur, and failures of the service by the
        // exception handler.
        if (page is null && ReasonOf(status) is { } reason)
            rejections.LogRejection(RejectionLog.Request, reason);
        (Message, Retry) = (page?.Message ?? Message, page?.Retry);
        if (!Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            context.Result = new HttpActionResult(Problems.Of(status, Message));
    }

    private int Status()
    {
        // Requested directly, the page has no failure to show.
        if (
            HttpContext.Features.Get<IExceptionHandlerFeature>() is null
            && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null
        )
            Response.StatusCode = StatusCodes.Status404NotFound;
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = RetryAfter;
        return Response.StatusCode;
    }

    private static string? ReasonOf(int status) =>
        status switch
        {
            400 => RequestReasons.Malformed,
            404 => RequestReasons.UnknownPage,
            405 => RequestReasons.MethodNotAllowed,
            408 => RequestReasons.TooSlow,
            413 => BodyReasons.TooLarge,
            415 => RequestReasons.MediaTypeUnsupported,
            429 => RequestReasons.RateLimited,
            >= 500 => null,
            _ => RequestReasons.Other,
        };

    private static (string Heading, string Message) TextOf(int status) =>
        status switch
        {
            400 => ("That did not work", "The request was not understood. Go back and start again."),
            401 => ("Not signed in", "This needs a sign-in that it did not come with."),
            403 => ("Not for you", "This is for others only."),
            404 => ("Nothing here", "There is no such page."),
            405 => ("Not this way", "This address does not take that method. The header Allow says which it takes."),
            408 => ("Too slow", "The request took too long to arrive. Try again."),
            413 => ("Too much", "The body is larger than this address takes."),
            415 => (
                "Not in this form",
                "This address takes no body of that media type. The service's description under /docs says which it takes."
            ),
            429 => ("A little slower, please", "Too many requests came from your address. Try again in a minute."),
            503 => ("Out of order", "The service cannot reach its storage. Try again in a moment."),
            >= 500 => (
                "Something broke",
                "The service failed to answer. The operator's log says more. Try again in a moment."
            ),
            _ => ("That did not work", $"The request was refused with status {status}. Go back and start again."),
        };
}
