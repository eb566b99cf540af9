namespace Acme.GitLab.Tests;

/// <summary>The adapter with each of its sign-ins.</summary>
internal static class Tested
{
    public const string Host = "gitlab.acme.com";

    public static TestedAdapter WithKeys(string host = Host) => With(host, new() { ["SignIn"] = "PersonalKey" });

    public static TestedAdapter WithOAuth() =>
        With(Host, new() { ["ClientId"] = "the-application", ["ClientSecret"] = "the-secret" });

    private static TestedAdapter With(string host, Dictionary<string, string?> settings) =>
        new(new GitLabProviderType(), host, settings);
}
