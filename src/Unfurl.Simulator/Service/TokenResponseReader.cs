using System.Buffers;
using System.Text.Json;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Service;

/// <summary>
/// Reads the response of the service's token endpoint (RFC 6749 §5.1). Violations contain no value of the response.
/// </summary>
internal static class TokenResponseReader
{
    private static readonly SearchValues<char> BearerCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
    );

    // "refreshed" is the exchanged refresh token; null for a code. "expires_in" counts from "now". Returns null if
    // there are violations.
    public static ServiceTokens? Read(
        ServiceResponse response,
        Secret? refreshed,
        DateTimeOffset now,
        List<string> violations
    )
    {
        var reading = Read(response, refreshed, now);
        violations.AddRange(reading.Violations.Select(violation => violation.Text));
        return reading.Violations.Count > 0 ? null : reading.Tokens;
    }

    // Returns the usable tokens even if other parts of the response violate rules.
    public static ParsedTokenResponse Read(ServiceResponse response, Secret? refreshed, DateTimeOffset now)
    {
        var body = new List<string>(response.CheckJson());
        if (body.Count > 0 || JsonReading.ParseObject(response.Body, body) is not { } root)
            return new(null, [.. body.Select(text => new TokenViolation(TokenRule.Response, text))]);

        var violations = new List<TokenViolation>();
        if (!response.IsNoStore)
            violations.Add(new(TokenRule.Storage, "the token response lacks Cache-Control: no-store (RFC 6749 §5.1)"));
        var access = root.Text("access_token");
        var isUsable = access is not null && IsBearerToken(access);
        if (!isUsable)
            violations.Add(
                new(TokenRule.Response, "access_token is missing or cannot stand in a Bearer header (RFC 6750 §2.1)")
            );
        if (!string.Equals(root.Text("token_type"), "bearer", StringComparison.OrdinalIgnoreCase))
            violations.Add(new(TokenRule.Type, "token_type is not bearer"));

        var refresh = ReadRefreshToken(root, violations);
        var lifetime = ReadLifetime(root, violations);
        // The response to a refresh may omit both (guide "Building a link preview"); the response to a code has both or
        // neither.
        if (refreshed is null && refresh is null != lifetime is null)
            violations.Add(new(TokenRule.Lifetime, "refresh_token and expires_in stand only together"));

        return new(isUsable ? new(new(access!), refresh ?? refreshed, now + lifetime) : null, violations);
    }

    // RFC 6749 §5.2
    public static bool IsInvalidGrant(ServiceResponse response) =>
        response.Status == 400
        && JsonReading.ParseObject(response.Body, []) is { } root
        && root.Text("error") == "invalid_grant";

    private static Secret? ReadRefreshToken(JsonElement root, List<TokenViolation> violations)
    {
        if (!root.TryGetProperty("refresh_token", out var member))
            return null;
        if (member.Text() is { Length: > 0 } token)
            return new(token);
        violations.Add(new(TokenRule.Lifetime, "refresh_token is not a string"));
        return null;
    }

    private static TimeSpan? ReadLifetime(JsonElement root, List<TokenViolation> violations)
    {
        if (!root.TryGetProperty("expires_in", out var member))
            return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var seconds) && seconds > 0)
            return TimeSpan.FromSeconds(seconds);
        violations.Add(new(TokenRule.Lifetime, "expires_in is not a positive whole number of seconds"));
        return null;
    }

    private static bool IsBearerToken(string token) =>
        token.TrimEnd('=') is { Length: > 0 } start && !start.AsSpan().ContainsAnyExcept(BearerCharacters);
}

internal enum TokenRule
{
    // Status 200, JSON and a usable access token.
    Response,

    // No cache may store the response.
    Storage,

    // The type is Bearer.
    Type,

    // An expiring token has a lifetime and a refresh token.
    Lifetime,
}

internal sealed record TokenViolation(TokenRule Rule, string Text);

// Tokens are null if the response has no access token.
internal sealed record ParsedTokenResponse(ServiceTokens? Tokens, IReadOnlyList<TokenViolation> Violations)
{
    public IEnumerable<string> Of(TokenRule rule) =>
        Violations.Where(violation => violation.Rule == rule).Select(violation => violation.Text);
}
