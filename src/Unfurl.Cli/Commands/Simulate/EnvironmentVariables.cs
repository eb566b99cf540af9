namespace Unfurl.Cli.Commands.Simulate;

/// <summary>Environment variables for secrets, which must not appear in a process list.</summary>
internal static class EnvironmentVariables
{
    public const string ClientId = "UNFURL_SIMULATOR_CLIENT_ID";
    public const string ClientSecret = "UNFURL_SIMULATOR_CLIENT_SECRET";
    public const string NotionClientId = "UNFURL_SIMULATOR_NOTION_CLIENT_ID";
    public const string NotionClientSecret = "UNFURL_SIMULATOR_NOTION_CLIENT_SECRET";
    public const string AccessToken = "UNFURL_SIMULATOR_ACCESS_TOKEN";

    // The option wins; null if both are empty.
    public static string? Read(string? option, string variable) =>
        (option ?? Environment.GetEnvironmentVariable(variable)) is { Length: > 0 } value ? value : null;
}
