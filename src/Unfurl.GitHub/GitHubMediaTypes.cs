namespace Unfurl.GitHub;

/// <summary>
/// In which form REST returns bodies:
/// https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types.
/// </summary>
internal static class GitHubMediaTypes
{
    public const string Default = "application/vnd.github+json";

    // "body_html" in place of "body".
    public const string Html = "application/vnd.github.html+json";

    // "body_text" in place of "body".
    public const string Text = "application/vnd.github.text+json";
}
