using System.Buffers;
using System.Text.Json;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;

namespace Unfurl.Simulator.Service;

/// <summary>Reads what the service's token endpoint answered (RFC 6749 §5.1). No value of it enters a violation.</summary>
internal static class TokenResponseReader
{
    private static readonly SearchValues<char> BearerCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
    );

    /// <param name="answer">The answer.</param>
    /// <param name="refreshed">The refresh token that was traded; null when it was a code.</param>
    /// <param name="now">What <c>expires_in</c> counts from.</param>
    /// <param name="violations">Gathers what is wrong; nothing is returned then.</param>
    public static ServiceTokens? Read(
        ServiceResponse answer,
        Secret? refreshed,
        DateTimeOffset now,
        List<string> violations
    )
    {
        var reading = Read(answer, refreshed, now);
        violations.AddRange(reading.Violations.Select(violation => violation.Text));
        return reading.Violations.Count > 0 ? null : reading.Tokens;
    }

    /// <summary>The tokens as far as they can be used, however wrong the rest, and what is wrong rule by rule.</summary>
    public static ParsedTokenResponse Read(ServiceResponse answer, Secret? refreshed, DateTimeOffset now)
    {
        var body = new List<string>(answer.CheckJson());
        if (body.Count > 0 || JsonReading.Object(answer.Body, body) is not { } root)
            return new(null, [.. body.Select(text => new TokenViolation(TokenRule.Response, text))]);

        var violations = new List<TokenViolation>();
        if (!answer.IsNoStore)
            violations.Add(new(TokenRule.Storage, "the token answer lacks Cache-Control: no-store (RFC 6749 §5.1)"));
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
        // A refresh answer may leave either out (guide "Building a link preview"); the first answer holds both or none.
        if (refreshed is null && refresh is null != lifetime is null)
            violations.Add(new(TokenRule.Lifetime, "refresh_token and expires_in stand only together"));

        return new(isUsable ? new(new(access!), refresh ?? refreshed, now + lifetime) : null, violations);
    }

    /// <summary>Whether the endpoint says, as RFC 6749 §5.2 has it, that the refresh token is no longer good.</summary>
    public static bool IsInvalidGrant(ServiceResponse answer) =>
        answer.Status == 400
        && JsonReading.Object(answer.Body, []) is { } root
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

/// <summary>The rules of a token answer.</summary>
internal enum TokenRule
{
    /// <summary>200, JSON, a usable access token.</summary>
    Response,

    /// <summary>Kept by no cache.</summary>
    Storage,

    /// <summary>Bearer tokens.</summary>
    Type,

    /// <summary>Expiring tokens say when, and come with a refresh token.</summary>
    Lifetime,
}

internal sealed record TokenViolation(TokenRule Rule, string Text);

/// <param name="Tokens">What can be used of the answer; null when there is no access token.</param>
/// <param name="Violations">What is wrong with it.</param>
internal sealed record ParsedTokenResponse(ServiceTokens? Tokens, IReadOnlyList<TokenViolation> Violations)
{
    public IEnumerable<string> Of(TokenRule rule) =>
        Violations.Where(violation => violation.Rule == rule).Select(violation => violation.Text);
}
