using System.Text.RegularExpressions;

namespace Unfurl.WebPages.Facts;

/// <summary>The video, sound or frame of a page: only what is fetched without a session, by https.</summary>
internal static partial class PageMedia
{
    public static Media? Of(PageSource source)
    {
        var video = Secure(source, "og:video:secure_url", "og:video", "og:video:url");
        if (video is not null)
        {
            var type = source.Meta("og:video:type") ?? "";
            if (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
                return new(MediaKind.Html, video);
            if (
                type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
                || (type.Length == 0 && VideoFile.IsMatch(video.AbsolutePath))
            )
                return new(MediaKind.Video, video);
        }
        if (Secure(source, "og:audio:secure_url", "og:audio", "og:audio:url") is { } audio)
            return new(MediaKind.Audio, audio);
        return Secure(source, "twitter:player") is { } player ? new(MediaKind.Html, player) : null;
    }

    private static Uri? Secure(PageSource source, params string[] names) =>
        names.Select(name => source.Resolve(source.Meta(name))).FirstOrDefault(url => url is { Scheme: "https" });

    [GeneratedRegex(
        @"\.(mp4|webm|ogv|mov|m4v)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex VideoFile { get; }
}
