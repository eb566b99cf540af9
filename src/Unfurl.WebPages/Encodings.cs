using System.Text;

namespace Unfurl.WebPages;

/// <summary>
/// The encodings of pages. AngleSharp remembers which there are when it is first used, and takes UTF-8 for those that come later: so a
/// program registers them before it parses anything.
/// </summary>
public static class Encodings
{
    /// <summary>Makes the encodings known to the process; more than once does no harm.</summary>
    public static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
