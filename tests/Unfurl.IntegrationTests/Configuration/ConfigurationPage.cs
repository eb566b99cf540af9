using System.Text;
using Unfurl.GitHub;
using Unfurl.Server.Configuration;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Configuration;

/// <summary><c>docs/configuration.md</c>: a text, and below it the tables that the settings describe themselves in.</summary>
internal static class ConfigurationPage
{
    public static readonly string File = RepositoryRoot.File("docs", "configuration.md");

    // Where the tables begin; they are the last thing on the page.
    public const string Head = "## The service\n";

    public static readonly IReadOnlyList<SettingsSection> Sections =
    [
        .. KnownSettings.Sections,
        new("A provider instance of the type `GitHub`", [.. GitHubSetting.All.Select(OfInstance)]),
        PlatformSettings.Section,
    ];

    public static string Tables()
    {
        var text = new StringBuilder();
        foreach (var section in Sections)
        {
            text.Append($"## {section.Title}\n\n| key | meaning | default |\n|---|---|---|\n");
            foreach (var setting in section.Settings)
                text.Append($"| `{KeyOf(setting)}` | {MeaningOf(setting)} | {DefaultOf(setting)} |\n");
            text.Append('\n');
        }
        return text.ToString().TrimEnd() + "\n";
    }

    private static Setting OfInstance(GitHubSetting setting) =>
        new($"Unfurl:Providers:<name>:{setting.Key}", setting.Meaning) { WhenUnset = setting.WhenUnset };

    private static string KeyOf(Setting setting) => setting.IsList ? $"{setting.Key}:0…" : setting.Key;

    private static string MeaningOf(Setting setting) =>
        setting.Remark is null ? setting.Meaning : $"{setting.Meaning}. {setting.Remark}";

    private static string DefaultOf(Setting setting) =>
        setting switch
        {
            DurationSetting duration => $"`{duration.Fallback:c}`",
            { Default: { } value } => $"`{value}`",
            _ => setting.WhenUnset,
        };
}
