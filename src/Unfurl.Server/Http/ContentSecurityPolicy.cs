namespace Unfurl.Server.Http;

/// <summary>The page's Content-Security-Policy: nothing but our own files, unless the page asks for more.</summary>
internal sealed class ContentSecurityPolicy
{
    private readonly List<string> _formActions = ["'self'"];
    private readonly List<string> _images = ["'self'", "data:"];
    private string _more = "";

    private static readonly string Strictest = new ContentSecurityPolicy().ToString();

    /// <summary>The header's value; what asked for nothing more need not be made up each time.</summary>
    public static string HeaderOf(HttpContext context) =>
        context.Items.TryGetValue(typeof(ContentSecurityPolicy), out var policy) ? $"{policy}" : Strictest;

    public static ContentSecurityPolicy Of(HttpContext context)
    {
        if (context.Items[typeof(ContentSecurityPolicy)] is ContentSecurityPolicy policy)
            return policy;
        policy = new ContentSecurityPolicy();
        context.Items[typeof(ContentSecurityPolicy)] = policy;
        return policy;
    }

    /// <summary>Chrome applies form-action to the redirects that follow a form, so the places these lead to must be named.</summary>
    /// <param name="target">Its origin is allowed.</param>
    /// <param name="withWww">Whether the origin with <c>www.</c> in front, or without it, is meant too.</param>
    public void AllowFormAction(Uri target, bool withWww = false)
    {
        _formActions.Add(target.GetLeftPart(UriPartial.Authority));
        if (withWww && target.HostNameType == UriHostNameType.Dns && !target.IsLoopback)
        {
            var bare = Link.NormalizeHost(target.Host);
            _formActions.Add(
                new UriBuilder(target) { Host = bare == target.Host ? $"www.{bare}" : bare }.Uri.GetLeftPart(
                    UriPartial.Authority
                )
            );
        }
    }

    /// <summary>Previews show pictures, films and pages from wherever a provider keeps them; frames are sandboxed by the page.</summary>
    public void AllowPreviewMedia()
    {
        _images.AddRange(["http:", "https:"]);
        _more = "; media-src http: https:; frame-src http: https:; object-src 'none'";
    }

    /// <summary>A page of somebody else's making that styles itself.</summary>
    public void AllowInlineStyles() => _more += "; style-src 'self' 'unsafe-inline'";

    public override string ToString()
    {
        var style = _more.Contains("style-src", StringComparison.Ordinal) ? "" : "; style-src 'self'";
        return $"default-src 'none'; script-src 'self'{style}; img-src {string.Join(' ', _images)}; connect-src 'self'; "
            + $"form-action {string.Join(' ', _formActions)}; base-uri 'none'; frame-ancestors 'none'{_more}";
    }
}
