using System.Buffers;
using System.Text.Json;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;

namespace Unfurl.Simulator.Service;

/// <summary>Reads what the service's token endpoint answered (RFC 6749 §5.1). No value of it enters a violation.</summary>
internal static class TokenAnswer
{
    private static readonly SearchValues<char> BearerCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
    );

    /// <param name="answer">The answer.</param>
    /// <param name="refreshed">The refresh token that was traded; null when it was a code.</param>
    /// <param name="now">What <c>expires_in</c> counts from.</param>
    /// <param name="violations">Gathers what is wrong; nothing is returned then.</param>
    public static ServiceTokens? Read(
        ServiceAnswer answer,
        Secret? refreshed,
        DateTimeOffset now,
        List<string> violations
    )
    {
        violations.AddRange(answer.CheckJson());
        if (violations.Count > 0 || JsonReading.Object(answer.Body, violations) is not { } root)
            return null;

        if (!answer.IsNoStore)
            violations.Add("the token answer lacks Cache-Control: no-store (RFC 6749 §5.1)");
        var access = root.Text("access_token");
        if (access is null || !IsBearerToken(access))
            violations.Add("access_token is missing or cannot stand in a Bearer header (RFC 6750 §2.1)");
        if (!string.Equals(root.Text("token_type"), "bearer", StringComparison.OrdinalIgnoreCase))
            violations.Add("token_type is not bearer");

        var refresh = ReadRefreshToken(root, violations);
        var lifetime = ReadLifetime(root, violations);
        // A refresh answer may leave either out (guide "Building a link preview"); the first answer holds both or none.
        if (refreshed is null && refresh is null != lifetime is null)
            violations.Add("refresh_token and expires_in stand only together");

        return violations.Count > 0 ? null : new(new(access!), refresh ?? refreshed, now + lifetime);
    }

    /// <summary>Whether the endpoint says, as RFC 6749 §5.2 has it, that the refresh token is no longer good.</summary>
    public static bool IsInvalidGrant(ServiceAnswer answer) =>
        answer.Status == 400
        && JsonReading.Object(answer.Body, []) is { } root
        && root.Text("error") == "invalid_grant";

    private static Secret? ReadRefreshToken(JsonElement root, List<string> violations)
    {
        if (!root.TryGetProperty("refresh_token", out var member))
            return null;
        if (member.Text() is { Length: > 0 } token)
            return new(token);
        violations.Add("refresh_token is not a string");
        return null;
    }

    private static TimeSpan? ReadLifetime(JsonElement root, List<string> violations)
    {
        if (!root.TryGetProperty("expires_in", out var member))
            return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var seconds) && seconds > 0)
            return TimeSpan.FromSeconds(seconds);
        violations.Add("expires_in is not a positive whole number of seconds");
        return null;
    }

    private static bool IsBearerToken(string token) =>
        token.TrimEnd('=') is { Length: > 0 } start && !start.AsSpan().ContainsAnyExcept(BearerCharacters);
}
