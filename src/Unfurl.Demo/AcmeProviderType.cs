namespace Unfurl.Demo;

/// <summary>Declares the adapter for Acme, the made-up company whose site comes along in <c>Site/</c>.</summary>
public sealed class AcmeProviderType : IProviderType
{
    /// <summary>Where the service itself hosts the site unless <c>WebUrl</c> says otherwise.</summary>
    public const string SitePath = "/demo";

    public string Name => "Acme";

    public IProviderAdapter Create(ProviderSettings settings)
    {
        var webUrl = settings.Url("WebUrl", new Uri(settings.PublicUrl, SitePath));
        if (webUrl.Query.Length > 0 || webUrl.Fragment.Length > 0)
            settings.Report("WebUrl", "must have no query and no fragment");

        return new AcmeAdapter(
            webUrl,
            settings.Required("ClientId", "the client id that the Acme site knows Unfurl by"),
            settings.RequiredSecret("ClientSecret", "the client secret that belongs to it")
        );
    }
}
