using System.Collections.Frozen;

namespace Unfurl.GitHub;

/// <summary>What the scopes that cards need allow: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.</summary>
internal static class GitHubScopes
{
    public static readonly FrozenDictionary<string, string> Descriptions = new Dictionary<string, string>
    {
        ["repo"] =
            "read and write to your repositories, private ones too. GitHub has no narrower scope; Unfurl only reads",
        ["public_repo"] = "read and write to public repositories. Unfurl only reads",
        ["read:org"] = "see your organizations and their teams",
        ["read:project"] = "read projects",
        ["read:user"] = "read your profile",
        ["user:email"] = "read your e-mail addresses",
    }.ToFrozenDictionary();
}
