using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Operations;

namespace Unfurl.Server.Pages;

/// <summary>Every failure that has no body of its own: a page for people, problem details for programs.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public string Heading { get; private set; } = "";
    public string Message { get; private set; } = "";
    public string? Retry { get; private set; }

    /// <summary>Whatever the method of the failed request was.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var said = ErrorPages.Of(HttpContext);
        var status = Status();
        (Heading, Message) = Words(status);
        (Message, Retry) = (said?.Message ?? Message, said?.Retry);
        if (!Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            context.Result = new ObjectResult(new ProblemDetails { Status = status, Detail = Message })
            {
                StatusCode = status,
            };
    }

    private int Status()
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is { Error: var error })
            // In Development, ASP.NET Core throws for requests that it cannot read.
            return Response.StatusCode = error is BadHttpRequestException bad
                ? bad.StatusCode
                : StatusCodes.Status500InternalServerError;
        // Asked for by its own address, there is no failure to tell of.
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return Response.StatusCode;
    }

    private static (string Heading, string Message) Words(int status) =>
        status switch
        {
            400 => ("That did not work", "The request was not understood. Go back and start again."),
            404 => ("Nothing here", "There is no such page."),
            405 => ("Not this way", "This address does not take that kind of request."),
            429 => ("A little slower, please", "Too many requests came from your address. Try again in a minute."),
            >= 500 => (
                "Something broke",
                "The service failed to answer. The operator's log says more. Try again in a moment."
            ),
            _ => ("That did not work", $"The answer is {status}."),
        };
}
