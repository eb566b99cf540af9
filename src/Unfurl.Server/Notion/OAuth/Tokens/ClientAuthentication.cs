using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Authenticates Notion by its secret, in the form or by HTTP Basic (RFC 6749 §2.3.1).</summary>
internal sealed class ClientAuthentication(OAuthClient client)
{
    public TokenErrorResult? Check(HttpRequest request, TokenRequestForm form)
    {
        var hasHeader = request.Headers.Authorization.Count > 0;
        if (hasHeader && form[Parameters.ClientSecret] is not null)
            return new TokenErrorResult(
                Errors.InvalidRequest,
                OAuthReasons.ClientAuthenticatedTwice,
                "The client must authenticate in one way only."
            );

        IReadOnlyList<(string? Id, string? Secret)> presented = hasHeader
            ? ReadBasic(request.Headers.Authorization.ToString())
            : [(form[Parameters.ClientId], form[Parameters.ClientSecret])];
        // All are always compared, in constant time: the duration must reveal nothing.
        var (isKnown, isAuthentic) = (false, false);
        foreach (var (id, secret) in presented)
        {
            var isId = AreEqual(id, client.ClientId);
            isAuthentic |= isId & AreEqual(secret, client.ClientSecret.Reveal());
            isKnown |= isId;
        }
        if (isAuthentic)
            return null;
        return new TokenErrorResult(
            Errors.InvalidClient,
            isKnown ? OAuthReasons.ClientSecretWrong : OAuthReasons.ClientIdUnknown,
            "The client id or secret is wrong."
        )
        {
            UsedBasic = hasHeader,
        };
    }

    private static bool AreEqual(string? presented, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? "")),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected))
        );

    // RFC 6749 §2.3.1 form-encodes id and secret before they are joined. Many clients omit that step, as curl and every
    // tool for ordinary Basic authentication (RFC 7617) do, so a pair counts in either reading.
    private static IReadOnlyList<(string? Id, string? Secret)> ReadBasic(string header)
    {
        if (
            !AuthenticationHeaderValue.TryParse(header, out var value)
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        )
            return [];
        var buffer = new byte[value.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", buffer, out var length))
            return [];
        return Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var id, var secret]
            ? [(Decode(id), Decode(secret)), (id, secret)]
            : [];
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
