using System.ComponentModel.DataAnnotations;

namespace Unfurl.Server.Configuration;

/// <summary>Notion → us.</summary>
internal sealed class OAuthServerOptions
{
    public const string Section = "Unfurl:OAuth";

    private const string ChosenByOperator = "you choose it; paste the same value into Notion's portal";
    private const string Required = "required, unless `Unfurl:Notion:Connections` is set; generated in Development";

    [Required]
    [Setting(ChosenByOperator, WhenUnset = Required, Remark = "Notion presents it to the service as its client id.")]
    public string? ClientId { get; set; }

    [Required]
    [Setting(
        ChosenByOperator,
        WhenUnset = Required,
        Remark = "Notion presents it to the service as its client secret. Use a long random text."
    )]
    public Secret? ClientSecret { get; set; }

    [RedirectUri]
    [Setting("the addresses to which authorization answers may go; the list replaces the default")]
    public IReadOnlyList<Uri> RedirectUris { get; set; } =
    [new("https://www.notion.so/externalintegrationauthcallback")];

    [Setting("how long Notion may take to exchange an authorization code")]
    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromMinutes(1);

    [Setting("how long an access token for Notion is valid")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(8);

    [Setting("how long a refresh token for Notion is valid after its last use")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>The pair that Notion presents; null in Development when none is set: then one is generated and kept.</summary>
    public OAuthClient? Client => ClientId is { } id && ClientSecret is { } secret ? new OAuthClient(id, secret) : null;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class RedirectUriAttribute()
        : ValidationAttribute("must be an absolute https URL without user name and fragment")
    {
        public override bool IsValid(object? value) => value is Uri { Fragment: "" } uri && uri.IsHttpsOrLoopback();
    }
}

/// <summary>A client id and its secret.</summary>
internal sealed record OAuthClient(string ClientId, Secret ClientSecret);
