namespace Unfurl.Demo;

/// <summary>Absolute URLs below the address where the Acme site runs, which may have a path of its own.</summary>
internal sealed class AcmeUrls(Uri webUrl)
{
    private readonly string _web = webUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public Uri UrlOf(string path) => new($"{_web}/{path}");

    /// <summary>Where a file is that an answer names.</summary>
    /// <returns>Null when there is none, or the name leads out of the site.</returns>
    public Uri? FileUrlOf(string? path) =>
        path is { Length: > 0 }
        && Uri.TryCreate($"{_web}/{path}", UriKind.Absolute, out var url)
        && url.AbsoluteUri.StartsWith($"{_web}/", StringComparison.Ordinal)
            ? url
            : null;
}
