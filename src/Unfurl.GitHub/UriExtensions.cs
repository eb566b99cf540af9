namespace Unfurl.GitHub;

internal static class UriExtensions
{
    // The root may or may not end with a slash.
    public static Uri Below(this Uri root, string path) => new($"{root.AbsoluteUri.TrimEnd('/')}/{path}");
}
