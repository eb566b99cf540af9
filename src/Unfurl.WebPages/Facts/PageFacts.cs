namespace Unfurl.WebPages.Facts;

/// <summary>What a page says of itself. Texts are one line each.</summary>
internal sealed record PageFacts
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public PageImage? Image { get; init; }

    public Uri? Icon { get; init; }

    /// <summary>The name of the site.</summary>
    public string? Site { get; init; }

    public string? Author { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>As declared: <c>de-CH</c>.</summary>
    public string? Language { get; init; }

    public Color? Color { get; init; }

    public Media? Media { get; init; }

    /// <summary>The page's own address.</summary>
    public Uri? Canonical { get; init; }
}

/// <param name="Width">In pixels, as declared; null if it is not.</param>
internal sealed record PageImage(Uri Url, int? Width = null, int? Height = null);
