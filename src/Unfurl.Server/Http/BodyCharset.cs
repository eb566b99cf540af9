using System.Collections.Frozen;
using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace Unfurl.Server.Http;

internal static class BodyCharset
{
    public const string Message = "The body must be in UTF-8, and its Content-Type may name no other charset.";

    // The labels of UTF-8 in https://encoding.spec.whatwg.org/#names-and-labels that senders use, and ASCII, a part of it.
    private static readonly FrozenSet<string> NamesOfUtf8 = FrozenSet.ToFrozenSet(
        ["utf-8", "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>True unless the request names another charset. The framework throws on some.</summary>
    public static bool IsUtf8(this HttpRequest request) =>
        request.ContentType is null or MediaTypeNames.Application.Json
        || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0
        || NamesOfUtf8.Contains(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
}
