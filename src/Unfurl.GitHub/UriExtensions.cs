namespace Unfurl.GitHub;

internal static class UriExtensions
{
    /// <summary>A path below a base that may or may not end with a slash.</summary>
    public static Uri Below(this Uri root, string path) => new($"{root.AbsoluteUri.TrimEnd('/')}/{path}");
}
