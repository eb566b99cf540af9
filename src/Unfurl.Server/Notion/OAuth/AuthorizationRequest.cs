using System.Text.Json.Serialization;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>A valid authorization request from Notion (RFC 6749 §4.1.1) that awaits the user's consent.</summary>
/// <param name="RedirectUri">In the spelling that Notion sent.</param>
/// <param name="State">Percent-encoded as received; null when absent.</param>
/// <param name="NotionCode">Notion's own authorization code.</param>
internal sealed record AuthorizationRequest(Uri RedirectUri, string? State, string NotionCode)
{
    /// <summary>Notion's code expires after ten minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public string ResponseUri(params IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        // Built by hand: the state must be returned byte for byte.
        var encoded = parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}");
        if (State is not null)
            encoded = encoded.Append($"{OAuthConstants.Parameters.State}={State}");
        var query = string.Join('&', encoded);
        return $"{RedirectUri.AbsoluteUri}{(RedirectUri.Query.Length > 0 ? '&' : '?')}{query}";
    }

    /// <summary>RFC 6749 §4.1.2.1. Notion shows the description to the user.</summary>
    public string ErrorResponseUri(string error, string description) =>
        ResponseUri(
            new(OAuthConstants.Parameters.Error, error),
            new(OAuthConstants.Parameters.ErrorDescription, description)
        );
}

[JsonSerializable(typeof(AuthorizationRequest))]
internal sealed partial class AuthorizationJson : JsonSerializerContext;
