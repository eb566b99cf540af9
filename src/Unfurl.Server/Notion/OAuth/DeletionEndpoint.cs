using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// The Deleted Token Callback URL. Any token of a grant, access or refresh, authorizes its revocation. The response is
/// the same for unknown tokens (RFC 7009 §2.2).
/// </summary>
internal static class DeletionEndpoint
{
    private const int MaxBytes = TokenRequestForm.MaxBytes;
    private static readonly BodyRejection NoToken = new(
        400,
        OAuthReasons.TokenMissing,
        "Present the token to end: access_token, refresh_token or token in the body, or a Bearer header."
    );

    // Parsers disagree on which of two members with one name counts (RFC 8259 §4), so duplicates are rejected.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly string[] Names = [Parameters.AccessToken, Parameters.RefreshToken, Parameters.Token];

    public static void Map(WebApplication app) =>
        app.MapDelete("/notion/deletion", DeleteAsync)
            .WithName("Deletion")
            .WithSummary("Deleted Token Callback URL: revoke the grant of a user who disconnected")
            .WithDescription(
                "A token of the grant to revoke: access_token, refresh_token or token in a JSON or form body, or a Bearer header."
            )
            .WithTags("Notion")
            .AcceptsAnyMediaType<DeletionRequest>(
                isOptional: true,
                "application/json",
                "application/x-www-form-urlencoded"
            )
            .Produces(200)
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(503)
            .DisableAntiforgery();

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        TokenRepository tokens,
        GrantService grants,
        RejectionLog rejections,
        CancellationToken cancellationToken
    )
    {
        var (presented, rejection) = await ReadAsync(context, cancellationToken);
        if (rejection is var (status, reason, detail))
        {
            rejections.LogRejection(RejectionLog.Deletion, reason);
            return Problems.Of(status, detail);
        }

        foreach (var token in presented)
        {
            if (
                await tokens.FindGrantAsync(token, cancellationToken) is not { } grant
                || !await grants.RevokeAsync(grant, ofAccount: null, cancellationToken)
            )
                rejections.LogRejection(RejectionLog.Deletion, OAuthReasons.TokenUnknown);
        }
        return Results.Ok();
    }

    private static async Task<(List<string> Tokens, BodyRejection? Rejection)> ReadAsync(
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var tokens = new List<string>();
        if (BearerAuthentication.Read(context) is { } bearer)
            tokens.Add(bearer);
        var request = context.Request;
        if (
            context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            || request.ContentLength == 0
        )
            return (tokens, tokens.Count == 0 ? NoToken : null);

        if (!request.IsUtf8())
            return (tokens, new(415, OAuthReasons.BodyMediaType, BodyEncoding.CharsetMessage));
        if (!request.HasJsonContentType() && !request.HasFormContentType)
            return (tokens, new(415, OAuthReasons.BodyMediaType, "The body must be JSON or a form."));
        using var body = new RentedBody(MaxBytes);
        if (await body.ReadAsync(request, cancellationToken) is var (status, reason, detail))
            return (
                tokens,
                new(status, reason == BodyReasons.TooLarge ? BodyReasons.TooLarge : OAuthReasons.BodyUnreadable, detail)
            );
        try
        {
            tokens.AddRange(
                request.HasJsonContentType()
                    ? ReadJson(body.Bytes)
                    : await ReadFormAsync(request, body, cancellationToken)
            );
            return (tokens, tokens.Count == 0 ? NoToken : null);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or InvalidOperationException or IOException)
        {
            return (tokens, new(400, OAuthReasons.BodyUnreadable, "The body could not be read."));
        }
    }

    private static IEnumerable<string> ReadJson(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The body is not an object.");
        var root = document.RootElement;
        return
        [
            .. Names
                .Select(name =>
                    root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                        ? value.GetString()
                        : null
                )
                .Where(value => !string.IsNullOrEmpty(value))
                .Select(value => value!),
        ];
    }

    private static async Task<IEnumerable<string>> ReadFormAsync(
        HttpRequest request,
        RentedBody body,
        CancellationToken cancellationToken
    )
    {
        request.Body = body.ToStream();
        var form = await request.ReadFormAsync(cancellationToken);
        return
        [
            .. Names
                .SelectMany(name => form[name])
                .Where(value => !string.IsNullOrEmpty(value))
                .Select(value => value!),
        ];
    }
}

/// <summary>Identifies the grant to revoke.</summary>
internal sealed record DeletionRequest(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string? AccessToken = null,
    [property: System.Text.Json.Serialization.JsonPropertyName("refresh_token")] string? RefreshToken = null,
    [property: System.Text.Json.Serialization.JsonPropertyName("token")] string? Token = null
);
