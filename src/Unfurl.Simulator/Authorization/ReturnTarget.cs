namespace Unfurl.Simulator.Authorization;

/// <summary>Where a browser may be sent when connecting is over: nowhere that an open redirect could lead to.</summary>
internal static class ReturnTarget
{
    /// <returns>The target; null when the text is none that is allowed.</returns>
    public static Uri? Parse(string text, Uri baseUrl)
    {
        // "//host" and "/\host" are other hosts to a browser.
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
