using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

public static class AcmeSiteEndpoints
{
    // The prefix is e.g. /demo; empty for the root.
    public static RouteGroupBuilder MapAcmeSite(this IEndpointRouteBuilder endpoints, string pathPrefix, AcmeSite site)
    {
        var prefix = pathPrefix.TrimEnd('/');
        var group = endpoints.MapGroup(prefix).ExcludeFromDescription().AllowAnonymous();
        group.AddEndpointFilter(
            async (context, next) =>
            {
                SafeHeaders.Set(context.HttpContext.Response, formTarget: null);
                return await next(context);
            }
        );

        var browser = new Browser(site, prefix);
        new PageEndpoints(site, browser).Map(group);
        new AuthorizeEndpoint(site, browser).Map(group);
        new TokenEndpoint(site).Map(group);
        new ApiEndpoints(site).Map(group);
        MediaEndpoints.Map(group);
        return group;
    }
}
