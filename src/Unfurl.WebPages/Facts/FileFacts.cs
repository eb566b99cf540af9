using Unfurl.WebPages.Fetching;

namespace Unfurl.WebPages.Facts;

/// <summary>What is known of a file that is no page: its name, and the file itself.</summary>
internal static class FileFacts
{
    public static PageFacts Of(Fetched.File file) =>
        new()
        {
            Title = NameOf(file.Address),
            Media = file.Address.Scheme == "https" ? new(file.Kind, file.Address) : null,
        };

    private static string NameOf(Uri address)
    {
        var name = Uri.UnescapeDataString(address.Segments[^1].Trim('/'));
        return string.IsNullOrWhiteSpace(name) ? address.Host : name;
    }
}
