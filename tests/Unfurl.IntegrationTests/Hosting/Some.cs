namespace Unfurl.IntegrationTests.Hosting;

internal static class Some
{
    public static Dictionary<string, string?> MinimalProductionSettings() =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:PublicUrl"] = "https://unfurl.acme.example",
            ["Unfurl:OAuth:ClientId"] = "notion",
            ["Unfurl:OAuth:ClientSecret"] = "client-secret-of-notion",
            ["Unfurl:Notion:ClientId"] = "connection",
            ["Unfurl:Notion:ClientSecret"] = "secret-of-the-connection",
        };
}
