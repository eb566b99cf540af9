using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>The consent page's address for a pending request.</summary>
internal static class ConsentPath
{
    public const string Path = "/consent";

    public static string For(string requestId) => $"{Path}?request={Uri.EscapeDataString(requestId)}";

    /// <summary>The request's id in such an address; null for any other.</summary>
    public static string? RequestIdOf(string? address) =>
        address?.StartsWith($"{Path}?", StringComparison.Ordinal) == true
        && QueryHelpers.ParseQuery(address[Path.Length..]).TryGetValue("request", out var id)
            ? id.ToString()
            : null;
}
