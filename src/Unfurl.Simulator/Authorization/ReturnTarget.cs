namespace Unfurl.Simulator.Authorization;

/// <summary>Validates the return URL after connecting, so that it is no open redirect.</summary>
internal static class ReturnTarget
{
    // Null if the URL is not allowed.
    public static Uri? Parse(string text, Uri baseUrl)
    {
        // Browsers read "//host" and "/\host" as another host.
        if (text is ['/', ..])
            return text is ['/', '/' or '\\', ..] || text.Any(c => c <= ' ') ? null
                : Uri.TryCreate(baseUrl, text, out var local) && local.Authority == baseUrl.Authority ? local
                : null;

        return
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0
            && (url.IsLoopback || url.Host == baseUrl.Host)
            ? url
            : null;
    }
}
