using Unfurl.Server.Http;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>How the browser leaves for Notion after a form: by a page, because Notion's callback redirects on.</summary>
internal static class BackToNotion
{
    /// <param name="target">The redirect URI with the authorization response.</param>
    public static NoticePage Page(string target) =>
        new(
            "Back to Notion",
            "Your browser goes on by itself. If it does not, follow the link.",
            $"Continue to {new Uri(target).Host}",
            target
        )
        {
            MovesOn = true,
        };
}
