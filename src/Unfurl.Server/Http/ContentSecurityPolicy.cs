using NetEscapades.AspNetCore.SecurityHeaders.Headers;

namespace Unfurl.Server.Http;

/// <summary>The page's Content-Security-Policy: nothing but our own files, unless the page asks for more.</summary>
internal sealed class ContentSecurityPolicy
{
    private static readonly ContentSecurityPolicyHeader Strictest = new ContentSecurityPolicy().Build();

    private readonly List<string> _formActions = [];
    private bool _previewMedia;
    private bool _inlineStyles;

    /// <summary>The header. The strictest one is built once.</summary>
    public static ContentSecurityPolicyHeader HeaderOf(HttpContext context) =>
        context.Items.TryGetValue(typeof(ContentSecurityPolicy), out var policy) && policy is ContentSecurityPolicy page
            ? page.Build()
            : Strictest;

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
    public void AllowPreviewMedia() => _previewMedia = true;

    /// <summary>A page of somebody else's making that styles itself.</summary>
    public void AllowInlineStyles() => _inlineStyles = true;

    private ContentSecurityPolicyHeader Build() => ContentSecurityPolicyHeader.Build(Describe, asReportOnly: false);

    private void Describe(CspBuilder policy)
    {
        policy.AddDefaultSrc().None();
        policy.AddScriptSrc().Self();
        var styles = policy.AddStyleSrc().Self();
        if (_inlineStyles)
            styles.UnsafeInline();
        var images = policy.AddImgSrc().Self().Data();
        policy.AddConnectSrc().Self();
        policy.AddFormAction().Self().From(_formActions);
        policy.AddBaseUri().None();
        policy.AddFrameAncestors().None();
        if (!_previewMedia)
            return;
        images.From("http:").OverHttps();
        policy.AddMediaSrc().From("http:").OverHttps();
        policy.AddFrameSrc().From("http:").OverHttps();
        policy.AddObjectSrc().None();
    }
}
