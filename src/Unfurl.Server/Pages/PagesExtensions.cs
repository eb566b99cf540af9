using Unfurl.Server.Pages.Lab;

namespace Unfurl.Server.Pages;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages();
        builder.Services.AddSingleton<LabPreviews>();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "unfurl.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Our own headers forbid framing everywhere.
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages();
}
