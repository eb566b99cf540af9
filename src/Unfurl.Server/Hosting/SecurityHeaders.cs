using NetEscapades.AspNetCore.SecurityHeaders.Headers;
using NetEscapades.AspNetCore.SecurityHeaders.Infrastructure;
using Unfurl.Server.Http;

namespace Unfurl.Server.Hosting;

/// <summary>Sets safe headers on every response. Pages extend their policy by <see cref="ContentSecurityPolicy"/>.</summary>
internal static class SecurityHeaders
{
    private static readonly HeaderPolicyCollection OnEveryAnswer = Common();
    private static readonly HeaderPolicyCollection OnOurs = Ours();

    public static void AddSecurityHeaders(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(OnOurs)
            // The sites mounted in Development send a policy of their own.
            .SetPolicySelector(selection => HasPolicy(selection.HttpContext.Response) ? OnEveryAnswer : OnOurs);

    /// <remarks>
    /// No Cross-Origin-Opener-Policy: Notion may open the consent page in a window of its own and waits for that window,
    /// which such a policy would cut off.
    /// </remarks>
    private static HeaderPolicyCollection Common() =>
        new HeaderPolicyCollection { ["Cache-Control"] = new NoStore() }
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyNoReferrer()
            .AddStrictTransportSecurity(31536000, includeSubdomains: false, preload: false);

    private static HeaderPolicyCollection Ours()
    {
        var policies = Common().AddFrameOptionsDeny();
        policies["Content-Security-Policy"] = new PagePolicy();
        return policies;
    }

    private static bool HasPolicy(HttpResponse response) =>
        response.Headers.ContentSecurityPolicy.Count > 0 || response.Headers.XFrameOptions.Count > 0;

    private static bool IsPage(HttpResponse response) =>
        response.StatusCode is >= 300 and < 400
        || response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;

    /// <summary>The policy of the page at hand.</summary>
    private sealed class PagePolicy : IHeaderPolicy
    {
        public string Header => "Content-Security-Policy";

        public void Apply(HttpContext context, CustomHeadersResult result) =>
            ContentSecurityPolicy.HeaderOf(context).Apply(context, result);
    }

    /// <summary>Pages and redirects may hold data of one person.</summary>
    private sealed class NoStore : IHeaderPolicy
    {
        public string Header => "Cache-Control";

        public void Apply(HttpContext context, CustomHeadersResult result)
        {
            if (IsPage(context.Response) && context.Response.Headers.CacheControl.Count == 0)
                result.SetHeaders[Header] = "no-store";
        }
    }
}
