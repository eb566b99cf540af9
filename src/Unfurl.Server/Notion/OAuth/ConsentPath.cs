using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Notion.OAuth;

internal static class ConsentPath
{
    public const string Path = "/consent";

    public static string For(string requestId) => $"{Path}?request={Uri.EscapeDataString(requestId)}";

    /// <returns>The request's id; null when the address is not the consent page's.</returns>
    public static string? RequestIdOf(string? address) =>
        address?.StartsWith($"{Path}?", StringComparison.Ordinal) == true
        && QueryHelpers.ParseQuery(address[Path.Length..]).TryGetValue("request", out var id)
            ? id.ToString()
            : null;
}
