using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Reads the state from the raw query, because it must be returned byte for byte (RFC 6749 §4.1.2).</summary>
internal static class AuthorizationState
{
    // The query characters of RFC 3986 §3.4, and the percent sign. All others are escaped, which does not change their
    // meaning.
    private const string QueryCharacters = "-._~!$'()*+,;=:@/?%";

    /// <returns>The percent-encoded value; null when absent.</returns>
    public static string? Read(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (
                pair.DecodeName().Span.Equals(OAuthConstants.Parameters.State, StringComparison.OrdinalIgnoreCase)
                && pair.EncodedValue.Length > 0
            )
                return Escape(pair.EncodedValue.Span);
        }
        return null;
    }

    private static string Escape(ReadOnlySpan<char> encoded)
    {
        var state = new StringBuilder(encoded.Length);
        foreach (var c in encoded)
        {
            if (char.IsAsciiLetterOrDigit(c) || QueryCharacters.Contains(c, StringComparison.Ordinal))
                state.Append(c);
            else
                state.Append(Uri.EscapeDataString(c.ToString()));
        }
        return state.ToString();
    }
}
