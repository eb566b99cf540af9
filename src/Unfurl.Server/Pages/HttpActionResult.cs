using Microsoft.AspNetCore.Mvc;

namespace Unfurl.Server.Pages;

/// <summary>Lets a page return an endpoint's result.</summary>
internal sealed class HttpActionResult(IResult result) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
}
