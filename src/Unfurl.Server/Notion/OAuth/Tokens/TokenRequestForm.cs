using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>The form of a token request. Each parameter occurs at most once (RFC 6749 §3.2).</summary>
internal sealed class TokenRequestForm(IReadOnlyDictionary<string, string> values)
{
    /// <summary>Maximum size of the body, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    private static readonly string[] Names =
    [
        Parameters.GrantType,
        Parameters.Code,
        Parameters.RefreshToken,
        Parameters.RedirectUri,
        Parameters.ClientId,
        Parameters.ClientSecret,
    ];

    /// <summary>An empty parameter counts as absent (RFC 6749 §3.2).</summary>
    public string? this[string name] => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public static async Task<(TokenRequestForm? Form, TokenErrorResult? Error)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (
            !request.HasFormContentType
            || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
                != true
        )
            return Failed(OAuthReasons.BodyMediaType, "The body must be application/x-www-form-urlencoded.");
        if (!request.IsUtf8())
            return Failed(OAuthReasons.BodyMediaType, BodyEncoding.CharsetMessage);
        if (request.HasContentEncoding())
            return Failed(OAuthReasons.BodyUnreadable, BodyEncoding.ContentEncodingMessage);
        using var body = new RentedBody(MaxBytes);
        if (await body.ReadAsync(request, cancellationToken) is var (_, reason, detail))
            return Failed(reason == BodyReasons.TooLarge ? BodyReasons.TooLarge : OAuthReasons.BodyUnreadable, detail);
        try
        {
            request.Body = body.ToStream();
            var form = await request.ReadFormAsync(cancellationToken);
            var named = form.Where(pair => pair.Key.Length > 0).ToList();
            if (named.Find(pair => pair.Value.Count > 1).Key is { } repeated)
                return Failed(
                    OAuthReasons.ParameterDoubled,
                    $"The parameter {NameOf(repeated)} stands more than once."
                );
            return (
                new TokenRequestForm(
                    named.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
                ),
                null
            );
        }
        catch (InvalidDataException)
        {
            return Failed(OAuthReasons.BodyUnreadable, "The body could not be read.");
        }
    }

    // Error descriptions must not contain request data, so unknown names are replaced.
    private static string NameOf(string name) =>
        Names.FirstOrDefault(parameter => parameter.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? "name";

    private static (TokenRequestForm?, TokenErrorResult?) Failed(string reason, string description) =>
        (null, new TokenErrorResult(Errors.InvalidRequest, reason, description));
}
