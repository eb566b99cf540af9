using System.Text.Json.Serialization;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>A checked authorization request of Notion (RFC 6749 §4.1.1) that waits for the user's answer.</summary>
/// <param name="RedirectUri">Where the answer goes, at the spelling presented.</param>
/// <param name="State">Notion's state, encoded as it came; null when there was none.</param>
/// <param name="NotionCode">Notion's own code, for us to trade once the user allowed it.</param>
internal sealed record AuthorizationRequest(Uri RedirectUri, string? State, string NotionCode)
{
    /// <summary>How long the user may take: Notion's code is valid for ten minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>The redirect that tells Notion the outcome.</summary>
    public string ResponseUri(params IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        // Built by hand, because the state must come back byte for byte.
        var answer = parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}");
        if (State is not null)
            answer = answer.Append($"{OAuthConstants.Parameters.State}={State}");
        var query = string.Join('&', answer);
        return $"{RedirectUri.AbsoluteUri}{(RedirectUri.Query.Length > 0 ? '&' : '?')}{query}";
    }

    /// <summary>The redirect of a failure (RFC 6749 §4.1.2.1); Notion shows the description.</summary>
    public string ErrorResponseUri(string error, string description) =>
        ResponseUri(
            new(OAuthConstants.Parameters.Error, error),
            new(OAuthConstants.Parameters.ErrorDescription, description)
        );
}

[JsonSerializable(typeof(AuthorizationRequest))]
internal sealed partial class AuthorizationJson : JsonSerializerContext;
