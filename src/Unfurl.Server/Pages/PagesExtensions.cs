using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Configuration;
using Unfurl.Server.Http;
using Unfurl.Server.Pages.Apps;
using Unfurl.Server.Pages.Lab;

namespace Unfurl.Server.Pages;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages().AddMvcOptions(options => options.Filters.Add<AntiforgeryFailureFilter>());
        builder.Services.AddSingleton<LabPreviews>();
        builder.Services.AddSingleton<SetupCode>();
        builder.Services.AddSingleton<PendingApps>();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The service's own headers forbid framing.
            options.SuppressXFrameOptionsHeader = true;
        });
        builder
            .Services.AddOptions<AntiforgeryOptions>()
            .Configure<UnfurlOptions>(
                (options, settings) =>
                    options.Cookie.Name = HostCookies.NameOf("unfurl.antiforgery", settings.PublicUrl.Scheme)
            );
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages().Add(LimitMethods);

    // Limits pages to GET, HEAD and POST. The error page accepts any method, because it keeps the failed request's.
    private static void LimitMethods(EndpointBuilder page)
    {
        if (page.Metadata.OfType<PageActionDescriptor>().FirstOrDefault() is not { ViewEnginePath: "/Error" })
            page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]));
    }
}
