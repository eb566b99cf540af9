using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// Notion's state as it stands in the query: it goes back byte for byte (RFC 6749 §4.1.2), also where its percent escapes
/// spell no UTF-8 or could be spelled otherwise.
/// </summary>
internal static class AuthorizationState
{
    /// <summary>RFC 3986 §3.4, and the percent sign. Whatever else a sloppy client left in is escaped: it means the same.</summary>
    private const string QueryCharacters = "-._~!$'()*+,;=:@/?%";

    /// <summary>The parameter's value, still encoded; null when there is none.</summary>
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
