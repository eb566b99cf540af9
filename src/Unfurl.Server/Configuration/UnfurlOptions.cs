using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Unfurl.Server.Configuration;

/// <summary>Everything the operator may set, read and checked once at start by <see cref="OptionsLoader"/>.</summary>
internal sealed class UnfurlOptions : IValidatableObject
{
    public const string Section = "Unfurl";
    public const string PublicUrlKey = $"{Section}:{nameof(PublicUrl)}";

    private const string PublicUrlMeaning =
        "the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com";

    [Required]
    [Setting(
        PublicUrlMeaning,
        WhenUnset = "required outside Development",
        Remark = "It alone decides scheme and host of every URL and cookie; `Host` and `X-Forwarded-*` of a request do not. "
            + "It must be https, except for loopback addresses."
    )]
    public Uri PublicUrl
    {
        get;
        // Headers are ASCII, so an international host name is sent as Punycode.
        set =>
            field =
                value.HostNameType == UriHostNameType.Dns ? new UriBuilder(value) { Host = value.IdnHost }.Uri : value;
    } = new("https://missing.invalid");

    [Setting(
        "addresses or CIDR ranges whose `X-Forwarded-For` is believed, for rate limits and logs",
        WhenUnset = "loopback"
    )]
    public IReadOnlyList<IPNetwork> TrustedProxies { get; set; } =
    [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    [Setting("the developer name that every card carries")]
    public string Developer { get; set; } = "Unfurl";

    [RegularExpression(
        "[A-Za-z0-9-]+:[^\\s:]+",
        ErrorMessage = "must be <instance>:<id>, which /connections shows to its owner, and not a login"
    )]
    [Setting(
        "accounts that may set up what belongs to the deployment",
        WhenUnset = "none; in Development everyone",
        Remark = "Each is `<instance>:<id>` with the provider's lasting id, not the login; `/connections` shows it to its owner."
    )]
    public IReadOnlyList<string> Administrators { get; set; } = [];

    public OAuthServerOptions OAuth { get; } = new();
    public NotionOptions Notion { get; } = new();
    public CacheOptions Cache { get; } = new();
    public ResolveOptions Resolve { get; } = new();
    public UpdateOptions Updates { get; } = new();
    public DataProtectionOptions DataProtection { get; } = new();
    public ConnectionStringOptions ConnectionStrings { get; } = new();
    public PluginOptions Plugins { get; } = new();
    public TelemetryOptions Telemetry { get; } = new();

    /// <summary>Whether Notion asks for Link Previews. A deployment with enrich mode alone has no keys for them.</summary>
    public bool HasLinkPreviews => Notion.Client is not null;

    /// <summary>Absolute URL of one of our own paths.</summary>
    public Uri UrlOf(string path) => new(PublicUrl, path);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl.PathAndQuery != "/" || PublicUrl.Fragment.Length > 0)
            yield return new($"must have no path, query or fragment: {PublicUrlMeaning}", [nameof(PublicUrl)]);
        else if (!PublicUrl.IsHttpsOrLoopback())
            yield return new("must be https; plain http is for loopback addresses only", [nameof(PublicUrl)]);
    }
}

internal static class UriExtensions
{
    public static bool IsHttpsOrLoopback(this Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
