using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary>
/// Makes <c>Unfurl:PublicUrl</c> the scheme and host of every request, whatever <c>Host</c> or <c>X-Forwarded-*</c> say:
/// every URL and cookie made later follows from it.
/// </summary>
internal static class PublicUrl
{
    public static void UsePublicUrl(this WebApplication app)
    {
        var url = app.Services.GetRequiredService<UnfurlSettings>().PublicUrl;
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
