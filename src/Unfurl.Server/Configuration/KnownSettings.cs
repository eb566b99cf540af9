namespace Unfurl.Server.Configuration;

/// <summary>
/// Every setting of the service, in the order of <c>docs/configuration.md</c>. An adapter declares its own beside itself.
/// To update the page: <c>UPDATE_DOCS=1 ./test --filter ConfigurationPageTests</c>.
/// </summary>
internal static class KnownSettings
{
    private const string ChosenByOperator = "you choose it; paste the same value into Notion's portal";
    private const string ShownByNotion = "the Notion connection's own id and secret, shown in Notion's portal";

    // A page does not wait longer.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    public static readonly Setting PublicUrl = new(
        "Unfurl:PublicUrl",
        "the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com"
    )
    {
        WhenUnset = "required outside Development",
        Remark =
            "It alone decides scheme and host of every URL and cookie; `Host` and `X-Forwarded-*` of a request do not. "
            + "It must be https, except for loopback addresses.",
    };

    public static readonly Setting TrustedProxies = new(
        "Unfurl:TrustedProxies",
        "addresses or CIDR ranges whose `X-Forwarded-For` is believed, for rate limits and logs"
    )
    {
        IsList = true,
        WhenUnset = "loopback",
    };

    public static readonly Setting Developer = new("Unfurl:Developer", "the developer name that every card carries")
    {
        Default = "Unfurl",
    };

    public static readonly Setting OAuthClientId = new("Unfurl:OAuth:ClientId", ChosenByOperator)
    {
        WhenUnset = "required; generated in Development",
        Remark = "Notion presents it to the service as its client id.",
    };

    public static readonly Setting OAuthClientSecret = new("Unfurl:OAuth:ClientSecret", ChosenByOperator)
    {
        WhenUnset = "required; generated in Development",
        Remark = "Notion presents it to the service as its client secret. Use a long random text.",
    };

    public static readonly Setting RedirectUris = new(
        "Unfurl:OAuth:RedirectUris",
        "the addresses to which authorization answers may go; the list replaces the default"
    )
    {
        IsList = true,
        Default = "https://www.notion.so/externalintegrationauthcallback",
    };

    public static readonly DurationSetting AuthorizationCodeLifetime = new(
        "Unfurl:OAuth:AuthorizationCodeLifetime",
        "how long Notion may take to exchange an authorization code",
        TimeSpan.FromMinutes(1)
    );

    public static readonly DurationSetting AccessTokenLifetime = new(
        "Unfurl:OAuth:AccessTokenLifetime",
        "how long an access token for Notion is valid",
        TimeSpan.FromHours(8)
    );

    public static readonly DurationSetting RefreshTokenLifetime = new(
        "Unfurl:OAuth:RefreshTokenLifetime",
        "how long a refresh token for Notion is valid after its last use",
        TimeSpan.FromDays(180)
    );

    public static readonly Setting NotionClientId = new("Unfurl:Notion:ClientId", ShownByNotion)
    {
        WhenUnset = "required outside Development",
        Remark = "The service presents the id to Notion.",
    };

    public static readonly Setting NotionClientSecret = new("Unfurl:Notion:ClientSecret", ShownByNotion)
    {
        WhenUnset = "required outside Development",
        Remark = "The service presents the secret to Notion.",
    };

    public static readonly Setting NotionApiUrl = new("Unfurl:Notion:ApiUrl", "the root of Notion's API")
    {
        Default = "https://api.notion.com",
        Remark = "In Development without a pair of its own, the simulator plays Notion.",
    };

    public static readonly Setting NotionVersion = new("Unfurl:Notion:Version", "the `Notion-Version` header, a date")
    {
        Default = "2026-03-11",
    };

    public static readonly Setting ProviderType = new("Unfurl:Providers:<name>:Type", "the adapter's type")
    {
        WhenUnset = "required",
        Remark = "`GitHub`; in Development also `Acme`, the demo.",
    };

    public static readonly Setting ProviderHost = new(
        "Unfurl:Providers:<name>:Host",
        "the owned host, e.g. github.acme.com"
    )
    {
        WhenUnset = "required",
        Remark = "Links of `https://<Host>` get cards. No two instances own the same host.",
    };

    public static readonly DurationSetting Fresh = new(
        "Unfurl:Cache:Fresh",
        "how long a card is served from the cache without a call to its provider",
        TimeSpan.FromMinutes(1)
    );

    public static readonly DurationSetting Stale = new(
        "Unfurl:Cache:Stale",
        "how long a card may still be served while its provider is slow or down",
        TimeSpan.FromDays(1)
    );

    public static readonly DurationSetting SoftTimeout = new(
        "Unfurl:Resolve:SoftTimeout",
        "how long a request waits for the provider before a stale card is served",
        TimeSpan.FromSeconds(1)
    )
    {
        Longest = LongestTimeout,
    };

    public static readonly DurationSetting Timeout = new(
        "Unfurl:Resolve:Timeout",
        "how long a request waits for the provider at all; not shorter than the soft timeout",
        TimeSpan.FromSeconds(5)
    )
    {
        Longest = LongestTimeout,
    };

    public static readonly DurationSetting TrackFor = new(
        "Unfurl:Updates:TrackFor",
        "how long a preview that nobody opens is kept up to date",
        TimeSpan.FromDays(90)
    );

    public static readonly Setting Postgres = new("ConnectionStrings:Postgres", "durable storage in PostgreSQL")
    {
        Remark =
            "E.g. `Host=db;Database=unfurl;Username=unfurl;Password=…`. Several replicas need it and Redis."
            + " A process opens at most 20 connections, unless `Maximum Pool Size` names another number.",
    };

    public static readonly Setting Sqlite = new("ConnectionStrings:Sqlite", "durable storage of one node in a file")
    {
        Default = "Data Source=unfurl.db",
        Remark = "A relative path starts in the folder where the service is started: set a full path.",
    };

    public static readonly Setting Redis = new("ConnectionStrings:Redis", "the cache that replicas share")
    {
        WhenUnset = "in memory",
        Remark =
            "E.g. `redis:6379,password=…`, in [StackExchange.Redis syntax]"
            + "(https://stackexchange.github.io/StackExchange.Redis/Configuration) without ACL user names."
            + " A password cannot have a comma.",
    };

    public static readonly Setting Certificate = new(
        "Unfurl:DataProtection:Certificate",
        "the path of a PFX file with an RSA key that encrypts the key ring at rest"
    )
    {
        WhenUnset = "none, with a warning at start",
    };

    public static readonly Setting CertificatePassword = new(
        "Unfurl:DataProtection:CertificatePassword",
        "the password of that PFX file"
    );

    // Not on the page: this version loads no plugins, and warns when the key is set.
    public static readonly Setting PluginsPath = new("Unfurl:Plugins:Path", "folder with adapter plugins");

    public static readonly IReadOnlyList<SettingsSection> Sections =
    [
        new("The service", [PublicUrl, TrustedProxies, Developer]),
        new(
            "Notion calls the service",
            [
                OAuthClientId,
                OAuthClientSecret,
                RedirectUris,
                AuthorizationCodeLifetime,
                AccessTokenLifetime,
                RefreshTokenLifetime,
            ]
        ),
        new("The service calls Notion", [NotionClientId, NotionClientSecret, NotionApiUrl, NotionVersion]),
        new("Storage and cache", [Postgres, Sqlite, Redis, Certificate, CertificatePassword]),
        new("Freshness and time limits", [Fresh, Stale, SoftTimeout, Timeout, TrackFor]),
        TelemetrySettings.Section,
        new("Every provider instance", [ProviderType, ProviderHost]),
    ];
}
