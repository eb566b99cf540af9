using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Unfurl.Server.Http;

/// <summary>A page that says one thing and leads on. <c>Pages/Shared/Notice.cshtml</c> renders it.</summary>
/// <param name="Target">Where its link leads: a path of the service, or an address that was checked before.</param>
internal sealed record NoticePage(string Heading, string Message, string LinkText, string Target) : IResult
{
    /// <summary>
    /// Whether the browser follows the link by itself. Chrome applies the form-action of a form's page to all redirects that
    /// follow the form, also those of other servers. Nothing binds what follows a page.
    /// </summary>
    public bool MovesOn { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var metadata = httpContext.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var view = new ViewResult
        {
            ViewName = "/Pages/Shared/Notice.cshtml",
            ViewData = new ViewDataDictionary<NoticePage>(metadata, new ModelStateDictionary()) { Model = this },
        };
        return view.ExecuteResultAsync(
            new ActionContext(httpContext, httpContext.GetRouteData(), new ActionDescriptor())
        );
    }
}
