namespace Unfurl.WebPages;

/// <summary>The provider type for every page of an owned host.</summary>
public sealed class WebPageProviderType : IProviderType
{
    /// <inheritdoc/>
    public string Name => "WebPage";

    /// <inheritdoc/>
    public IProviderAdapter Create(ProviderSettings settings)
    {
        var before = settings.Problems.Count;
        var options = settings.Read(new WebPageOptions(settings.Host));
        var instance = settings.Read(new InstanceOptions());
        // Of settings that are wrong nothing is used.
        return settings.Problems.Count == before
            ? new WebPageAdapter(settings.Host, options, instance)
            : new WebPageAdapter(settings.Host, new WebPageOptions(settings.Host), new InstanceOptions());
    }
}
