using System.Text.Json.Serialization;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>The token endpoint (RFC 6749 §3.2): the authorization code grant and the refresh token grant.</summary>
internal sealed class TokenEndpoint(
    ClientAuthentication clientAuthentication,
    AuthorizationCodeRepository codes,
    TokenRepository tokens,
    Database database,
    Invalidator invalidator,
    OAuthClient client,
    UnfurlOptions settings,
    RejectionLog rejections
)
{
    public static void Map(WebApplication app) =>
        app.MapPost(
                "/notion/token",
                (HttpContext context, TokenEndpoint endpoint, CancellationToken cancellationToken) =>
                    endpoint.HandleAsync(context.Request, cancellationToken)
            )
            .WithName("Token")
            .WithSummary("OAuth Token URL: authorization code and refresh token grants")
            .WithTags("Notion")
            .AcceptsAnyMediaType<TokenRequest>(isOptional: false, "application/x-www-form-urlencoded")
            .Produces<TokenResponse>()
            .Produces<TokenError>(400)
            .Produces<TokenError>(401)
            .ProducesProblem(503)
            .DisableAntiforgery();

    private async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (form, error) = await TokenRequestForm.ReadAsync(request, cancellationToken);
        error ??= clientAuthentication.Check(request, form!);
        if (error is not null)
            return Reject(error);

        var result = form![Parameters.GrantType] switch
        {
            GrantTypes.AuthorizationCode => await RedeemAsync(form, cancellationToken),
            GrantTypes.RefreshToken => await RefreshAsync(form, cancellationToken),
            null => new TokenErrorResult(
                Errors.InvalidRequest,
                OAuthReasons.GrantTypeMissing,
                "The parameter grant_type is missing."
            ),
            _ => new TokenErrorResult(
                Errors.UnsupportedGrantType,
                OAuthReasons.GrantTypeUnsupported,
                "grant_type must be authorization_code or refresh_token."
            ),
        };
        return result is TokenErrorResult rejected ? Reject(rejected) : result;
    }

    private async Task<IResult> RedeemAsync(TokenRequestForm form, CancellationToken cancellationToken)
    {
        if (form[Parameters.Code] is not { } code || form[Parameters.RedirectUri] is not { } redirectUri)
            return MissingParameter("The parameters code and redirect_uri are needed.");

        string? revokedGrantId = null;
        var response = await database.InTransactionAsync<IResult>(
            async session =>
            {
                var redemption = await codes.RedeemAsync(code, client.ClientId, redirectUri, session);
                revokedGrantId = redemption.RevokedGrantId;
                if (redemption.Redeemed is not { } redeemed)
                    return new TokenErrorResult(
                        Errors.InvalidGrant,
                        redemption.Rejection!,
                        "The code is unknown, expired, used already or was issued for another redirect_uri."
                    );
                var (accessToken, refreshToken) = await tokens.IssueAsync(redeemed, client.ClientId, session);
                return Issued(accessToken, refreshToken);
            },
            cancellationToken
        );
        if (revokedGrantId is not null)
            _ = invalidator.PurgeAsync(InvalidationTag.OfGrant(revokedGrantId));
        return response;
    }

    private async Task<IResult> RefreshAsync(TokenRequestForm form, CancellationToken cancellationToken)
    {
        if (form[Parameters.RefreshToken] is not { } refreshToken)
            return MissingParameter("The parameter refresh_token is needed.");

        return await database.InTransactionAsync<IResult>(
            async session =>
            {
                var (accessToken, rejection) = await tokens.RefreshAsync(refreshToken, client.ClientId, session);
                return accessToken is null
                    ? new TokenErrorResult(
                        Errors.InvalidGrant,
                        rejection!,
                        "The refresh token is unknown, expired or revoked."
                    )
                    : Issued(accessToken, new Secret(refreshToken));
            },
            cancellationToken
        );
    }

    private TokenResult Issued(Secret accessToken, Secret refreshToken) =>
        new(
            new TokenResponse(
                accessToken.Reveal(),
                "bearer",
                refreshToken.Reveal(),
                (long)settings.OAuth.AccessTokenLifetime.TotalSeconds
            )
        );

    private static TokenErrorResult MissingParameter(string description) =>
        new(Errors.InvalidRequest, OAuthReasons.ParameterMissing, description);

    private TokenErrorResult Reject(TokenErrorResult error)
    {
        rejections.LogRejection(RejectionLog.Token, error.Reason);
        return error;
    }

    private sealed class TokenResult(TokenResponse response) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers.Pragma = "no-cache";
            return httpContext.Response.WriteAsJsonAsync(response, TokenJson.Default.TokenResponse);
        }
    }
}

/// <summary>The form Notion sends.</summary>
/// <param name="GrantType"><c>authorization_code</c> or <c>refresh_token</c>.</param>
/// <param name="ClientId">In the form or by HTTP Basic.</param>
/// <param name="ClientSecret">In the form or by HTTP Basic.</param>
/// <param name="Code">The authorization code; required for <c>authorization_code</c>.</param>
/// <param name="RedirectUri">The URI of the authorization request; required for <c>authorization_code</c>.</param>
/// <param name="RefreshToken">Required for <c>refresh_token</c>.</param>
internal sealed record TokenRequest(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string? ClientId = null,
    [property: JsonPropertyName("client_secret")] string? ClientSecret = null,
    [property: JsonPropertyName("code")] string? Code = null,
    [property: JsonPropertyName("redirect_uri")] string? RedirectUri = null,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken = null
);

/// <summary>RFC 6749 §5.1.</summary>
/// <param name="AccessToken">Opaque; authenticates calls to the Unfurl Callback URL.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="RefreshToken">Unchanged for the lifetime of the grant.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("expires_in")] long ExpiresIn
);

/// <summary>RFC 6749 §5.2.</summary>
/// <param name="Error"><c>invalid_request</c>, <c>invalid_client</c>, <c>invalid_grant</c> or <c>unsupported_grant_type</c>.</param>
/// <param name="ErrorDescription">An explanation for developers.</param>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription
);

[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokenError))]
internal sealed partial class TokenJson : JsonSerializerContext;
