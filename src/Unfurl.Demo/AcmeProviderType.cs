namespace Unfurl.Demo;

/// <summary>Declares the adapter for Acme, the made-up company whose site comes along in <c>Site/</c>.</summary>
public sealed class AcmeProviderType : IProviderType
{
    public string Name => "Acme";

    public IProviderAdapter Create(ProviderSettings settings)
    {
        settings.Required(
            "WebUrl",
            "where the Acme site runs, an absolute http(s) URL such as http://localhost:5080/demo"
        );
        var webUrl = settings.Url("WebUrl", new Uri("http://localhost/"));
        if (webUrl.Query.Length > 0 || webUrl.Fragment.Length > 0)
            settings.Report("WebUrl", "must have no query and no fragment");

        return new AcmeAdapter(
            webUrl,
            settings.Required("ClientId", "the client id that the Acme site knows Unfurl by"),
            settings.RequiredSecret("ClientSecret", "the client secret that belongs to it")
        );
    }
}
