using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Configuration;
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
                RejectionReasons.ClientAuthenticatedTwice,
                "The client must authenticate in one way only."
            );

        var (id, secret) = hasHeader
            ? ReadBasic(request.Headers.Authorization.ToString())
            : (form[Parameters.ClientId], form[Parameters.ClientSecret]);
        // Both are always compared, in constant time: the duration must reveal neither.
        var (isKnown, isSecret) = (AreEqual(id, client.ClientId), AreEqual(secret, client.ClientSecret.Reveal()));
        if (isKnown & isSecret)
            return null;
        return new TokenErrorResult(
            Errors.InvalidClient,
            isKnown ? RejectionReasons.ClientSecretWrong : RejectionReasons.ClientIdUnknown,
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

    private static (string? Id, string? Secret) ReadBasic(string header)
    {
        if (
            !AuthenticationHeaderValue.TryParse(header, out var value)
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        )
            return (null, null);
        var buffer = new byte[value.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", buffer, out var length))
            return (null, null);
        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair is [var id, var secret] ? (Decode(id), Decode(secret)) : (null, null);
    }

    // Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1).
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
