using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

/// <summary>Mounts the Acme site.</summary>
public static class AcmeSiteEndpoints
{
    /// <summary>Maps the whole site: pages, sign-in, API and media.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="pathPrefix">The path it lives under, e.g. <c>/demo</c>; empty for the root.</param>
    /// <param name="site">Its state.</param>
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
