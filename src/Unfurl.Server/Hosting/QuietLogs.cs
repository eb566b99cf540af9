namespace Unfurl.Server.Hosting;

/// <summary>
/// Limits ASP.NET Core's logs to warnings, even if the configuration enables more. Below that level they contain URLs
/// and page arguments with authorization codes.
/// </summary>
internal static class QuietLogs
{
    private const string Framework = "Microsoft.AspNetCore";
    private const string Diagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // Logs a failed start with its stack trace, where one line says what is wrong.
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    public static void AddQuietLogs(this WebApplicationBuilder builder)
    {
        var start = new StartPhase();
        builder.Services.AddSingleton(start);
        builder.Logging.AddFilter(Framework, LogLevel.Warning);
        // Runs after the configuration is read, and again when it is reloaded.
        builder.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            for (var i = 0; i < options.Rules.Count; i++)
            {
                if (options.Rules[i] is { LogLevel: < LogLevel.Warning } rule && IsFramework(rule.CategoryName))
                    options.Rules[i] = new LoggerFilterRule(
                        rule.ProviderName,
                        rule.CategoryName,
                        LogLevel.Warning,
                        rule.Filter
                    );
            }
            // A rule for one provider takes precedence over a rule for all.
            foreach (var output in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
            {
                if (output is not null)
                    options.Rules.Insert(0, new LoggerFilterRule(output, Framework, LogLevel.Warning, filter: null));
                // The category logs nothing at Warning, and its activity per request would be wasted.
                options.Rules.Add(new LoggerFilterRule(output, Diagnostics, LogLevel.None, filter: null));
                options.Rules.Add(new LoggerFilterRule(output, Host, LogLevel.Warning, (_, _, _) => start.HasEnded));
            }
        });
    }

    private static bool IsFramework(string? category) =>
        category?.StartsWith(Framework, StringComparison.OrdinalIgnoreCase) == true;
}

internal sealed class StartPhase
{
    public bool HasEnded { get; set; }
}
