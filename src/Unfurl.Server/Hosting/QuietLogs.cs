namespace Unfurl.Server.Hosting;

/// <summary>
/// Below Warning, ASP.NET Core logs whole URLs, redirects and the arguments of pages, and those of the OAuth endpoints hold
/// codes. Whatever the configuration asks of these categories, it gets no more than warnings: somebody who turns logs up to
/// find a fault must not write everybody's codes down.
/// </summary>
internal static class QuietLogs
{
    private const string Framework = "Microsoft.AspNetCore";
    private const string Diagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void AddQuietLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(Framework, LogLevel.Warning);
        // After the configuration was read, also when it is read anew.
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
            // It has nothing to say at that level, and would begin an activity for each request to say nothing with.
            options.Rules.Add(new LoggerFilterRule(null, Diagnostics, LogLevel.None, filter: null));
            // A rule of one output wins over the one above, which is for all of them.
            foreach (var output in options.Rules.Select(rule => rule.ProviderName).Distinct().ToList())
            {
                if (output is null)
                    continue;
                options.Rules.Insert(0, new LoggerFilterRule(output, Framework, LogLevel.Warning, filter: null));
                options.Rules.Insert(1, new LoggerFilterRule(output, Diagnostics, LogLevel.None, filter: null));
            }
        });
    }

    private static bool IsFramework(string? category) =>
        category?.StartsWith(Framework, StringComparison.OrdinalIgnoreCase) == true;
}
