namespace Unfurl.WebPages;

/// <summary>The provider type for every page of an owned host.</summary>
public sealed class WebPageProviderType : IProviderType
{
    /// <inheritdoc/>
    public string Name => "WebPage";

    /// <inheritdoc/>
    public IProviderAdapter Create(ProviderSettings settings) =>
        new WebPageAdapter(
            settings.Host,
            settings.Read(new WebPageOptions(settings.Host)),
            settings.Read(new InstanceOptions())
        );
}
