namespace Unfurl.Server.Http;

internal static class ContentEncoding
{
    public const string Message = "The body must come without a Content-Encoding.";

    /// <summary>
    /// True if the body would have to be unpacked, which turns a small request into a large one. "identity" and nothing say
    /// that it need not (RFC 9110 §8.4, §5.6.1.2).
    /// </summary>
    public static bool HasContentEncoding(this HttpRequest request) =>
        request
            .Headers.ContentEncoding.SelectMany(value =>
                (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            .Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
}
