using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary>
/// Makes URLs and cookies depend on <c>Unfurl:PublicUrl</c> instead of <c>Host</c> or <c>X-Forwarded-*</c>.
/// </summary>
internal static class PublicUrl
{
    public static void UsePublicUrl(this WebApplication app)
    {
        var url = app.Services.GetRequiredService<UnfurlOptions>().PublicUrl;
        var host = new HostString(url.Authority);
        app.Use(
            (context, next) =>
            {
                context.Request.Scheme = url.Scheme;
                context.Request.Host = host;
                return next(context);
            }
        );
    }
}
