namespace Unfurl.Adapters;

/// <summary>An image in a <see cref="Preview"/>, from the web or from the adapter: a closed set.</summary>
public abstract record PreviewImage
{
    private PreviewImage() { }

    /// <summary>An image on the web that can be fetched without a session.</summary>
    /// <param name="Url">An absolute http(s) URL.</param>
    public sealed record At(Uri Url) : PreviewImage;

    /// <summary>An image that the adapter includes, see <see cref="IProviderAdapter.Icons"/>.</summary>
    /// <param name="Name">A key of <see cref="IProviderAdapter.Icons"/>.</param>
    public sealed record Own(string Name) : PreviewImage;
}
