namespace Unfurl.Demo;

/// <summary>Declares the adapter for Acme, the made-up company whose site comes along in <c>Site/</c>.</summary>
public sealed class AcmeProviderType : IProviderType
{
    /// <summary>Where the service itself hosts the site unless <c>WebUrl</c> says otherwise.</summary>
    public const string SitePath = "/demo";

    public string Name => "Acme";

    public IProviderAdapter Create(ProviderSettings settings)
    {
        var options = settings.Read(new AcmeOptions { WebUrl = new Uri(settings.PublicUrl, SitePath) });
        return new AcmeAdapter(options.WebUrl, options.ClientId, options.ClientSecret, options.WebhookSecret);
    }
}
