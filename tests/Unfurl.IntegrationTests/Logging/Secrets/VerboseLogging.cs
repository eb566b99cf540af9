namespace Unfurl.IntegrationTests.Logging.Secrets;

internal static class VerboseLogging
{
    private static readonly string[] Categories =
    [
        "Default",
        "Microsoft",
        "Microsoft.AspNetCore",
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Mvc",
        "Microsoft.AspNetCore.Routing",
        "System",
        "System.Net.Http.HttpClient",
        "Unfurl",
    ];

    public static IEnumerable<KeyValuePair<string, string?>> Settings =>
        Categories.Select(category => new KeyValuePair<string, string?>($"Logging:LogLevel:{category}", "Trace"));
}
