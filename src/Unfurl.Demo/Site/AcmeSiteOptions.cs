namespace Unfurl.Demo.Site;

/// <summary>The one OAuth client the Acme site knows, and how long what it gives out lasts.</summary>
public sealed class AcmeSiteOptions
{
    public string ClientId { get; set; } = "unfurl-demo";

    public Secret ClientSecret { get; set; } = new("unfurl-demo-secret");

    /// <summary>Compared exactly (RFC 9700 §2.1); more may be added by <see cref="AcmeSite.AllowRedirect"/>.</summary>
    public IReadOnlyList<Uri> RedirectUris { get; set; } = [];

    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);
}
