namespace Unfurl.Demo.Site;

/// <summary>The Acme site's OAuth client and the lifetimes of its codes and tokens.</summary>
public sealed class AcmeSiteOptions
{
    public string ClientId { get; set; } = "unfurl-demo";

    public Secret ClientSecret { get; set; } = new("unfurl-demo-secret");

    // Where changed entries are told of, with signed deliveries; null for nowhere. Nothing is sent without the secret.
    public Uri? WebhookUrl { get; set; }

    public Secret? WebhookSecret { get; set; }

    // Compared exactly (RFC 9700 §2.1). AcmeSite.AllowRedirect adds more.
    public IReadOnlyList<Uri> RedirectUris { get; set; } = [];

    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);
}
