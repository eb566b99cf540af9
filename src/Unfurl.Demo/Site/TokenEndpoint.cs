using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

/// <summary>The token endpoint (RFC 6749 §3.2) and the revocation endpoint (RFC 7009).</summary>
internal sealed class TokenEndpoint(AcmeSite site)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/oauth/token", (Delegate)TokenAsync);
        endpoints.MapPost("/oauth/revoke", (Delegate)RevokeAsync);
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        context.Response.Headers.Pragma = "no-cache"; // RFC 6749 §5.1
        if (await Browser.FormAsync(context) is not { } form || HasDuplicates(form))
            return Error("invalid_request");
        if (!IsAuthentic(form))
            return Error("invalid_client", StatusCodes.Status401Unauthorized);

        return form["grant_type"].ToString() switch
        {
            "authorization_code" when Has(form, "code", "redirect_uri", "code_verifier") => TokensOrInvalidGrant(
                site.Grants.RedeemCode(form["code"]!, form["redirect_uri"]!, form["code_verifier"]!)
            ),
            "refresh_token" when Has(form, "refresh_token") => TokensOrInvalidGrant(
                site.Grants.Refresh(form["refresh_token"]!)
            ),
            "" or "authorization_code" or "refresh_token" => Error("invalid_request"),
            _ => Error("unsupported_grant_type"),
        };
    }

    private async Task<IResult> RevokeAsync(HttpContext context)
    {
        if (await Browser.FormAsync(context) is not { } form || HasDuplicates(form))
            return Error("invalid_request");
        if (!IsAuthentic(form))
            return Error("invalid_client", StatusCodes.Status401Unauthorized);
        if (!Has(form, "token"))
            return Error("invalid_request");

        site.Grants.Revoke(form["token"]!);
        return Results.Ok(); // also for tokens never seen (RFC 7009 §2.2)
    }

    private bool IsAuthentic(IFormCollection form) =>
        site.Clients.IsAuthentic(form["client_id"].ToString(), form["client_secret"].ToString());

    private static bool HasDuplicates(IFormCollection form) => form.Any(field => field.Value.Count > 1);

    private static bool Has(IFormCollection form, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (form[name].ToString().Length == 0)
                return false;
        }
        return true;
    }

    private static IResult TokensOrInvalidGrant(AcmeTokens? tokens) =>
        tokens is null
            ? Error("invalid_grant")
            : Results.Json(
                new TokenResponse(
                    tokens.AccessToken.Reveal(),
                    "bearer",
                    (int)tokens.ExpiresIn.TotalSeconds,
                    tokens.RefreshToken.Reveal(),
                    "read"
                ),
                TokenJson.Default.TokenResponse
            );

    private static IResult Error(string error, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new TokenError(error), TokenJson.Default.TokenError, statusCode: status);
}

internal sealed record TokenResponse(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string RefreshToken,
    string Scope
);

internal sealed record TokenError(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokenError))]
internal sealed partial class TokenJson : JsonSerializerContext;
