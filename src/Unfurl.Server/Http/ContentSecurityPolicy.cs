using NetEscapades.AspNetCore.SecurityHeaders.Headers;

namespace Unfurl.Server.Http;

/// <summary>The Content-Security-Policy of a page: only files of the service, unless the page extends it.</summary>
internal sealed class ContentSecurityPolicy
{
    private static readonly ContentSecurityPolicyHeader Strictest = new ContentSecurityPolicy().Build();

    private bool _previewMedia;
    private bool _inlineStyles;
    private Uri? _formTarget;

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

    // Providers keep pictures and films on any host. The page sandboxes its frames.
    public void AllowPreviewMedia() => _previewMedia = true;

    // For pages of packages that contain styles.
    public void AllowInlineStyles() => _inlineStyles = true;

    // For a form that another host has to receive as a form.
    public void AllowFormTo(Uri target) => _formTarget = target;

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
        // Chrome applies it to every redirect that follows a form, wherever it is: a form that leads elsewhere is
        // answered with a page (NoticePage.MovesOn).
        var forms = policy.AddFormAction().Self();
        if (_formTarget is not null)
            forms.From(_formTarget.GetLeftPart(UriPartial.Authority));
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
