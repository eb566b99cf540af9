namespace Unfurl.Adapters;

/// <summary>Content for a card's large area.</summary>
/// <param name="Kind">The type of the content.</param>
/// <param name="Url">An absolute https URL that can be fetched without a session.</param>
public sealed record Media(MediaKind Kind, Uri Url);

/// <summary>The types of <see cref="Media"/>.</summary>
public enum MediaKind
{
    /// <summary>An image.</summary>
    Image,

    /// <summary>A video.</summary>
    Video,

    /// <summary>An audio file.</summary>
    Audio,

    /// <summary>A web page, shown in a frame.</summary>
    Html,

    /// <summary>A PDF document.</summary>
    Pdf,
}
