using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using Unfurl.GitHub;
using Unfurl.Recipes;
using Unfurl.Server.Configuration;
using Unfurl.WebPages;

namespace Unfurl.IntegrationTests.Configuration;

/// <summary><c>docs/configuration.md</c>: between texts, the tables that the options classes describe themselves in.</summary>
internal static class ConfigurationPage
{
    public static readonly string File = RepositoryRoot.File("docs", "configuration.md");

    public const string RecipeTitle = "A provider instance of the type `Recipe`";
    public const string WebPageTitle = "A provider instance of the type `WebPage`";

    private const string Instance = $"{ProviderOptions.Section}:<name>";

    // Tables with the same title are one.
    private static readonly IReadOnlyList<(string Title, string Section, object Defaults)> Sections =
    [
        ("The service", UnfurlOptions.Section, new UnfurlOptions()),
        ("Notion calls the service", OAuthServerOptions.Section, new OAuthServerOptions()),
        ("The service calls Notion", NotionOptions.Section, new NotionOptions()),
        ("Internal connections of Notion", $"{NotionConnectionOptions.Section}:<name>", new NotionConnectionOptions()),
        ("The public connection of Notion", NotionPublicOptions.Section, new NotionPublicOptions()),
        ("Storage and cache", ConnectionStringOptions.Section, new ConnectionStringOptions()),
        ("Storage and cache", DataProtectionOptions.Section, new DataProtectionOptions()),
        ("Freshness and time limits", CacheOptions.Section, new CacheOptions()),
        ("Freshness and time limits", ResolveOptions.Section, new ResolveOptions()),
        ("Freshness and time limits", UpdateOptions.Section, new UpdateOptions()),
        ("Plugins", PluginOptions.Section, new PluginOptions()),
        ("OpenTelemetry", "", new TelemetryOptions()),
        ("Every provider instance", Instance, new ProviderOptions()),
        ("A provider instance of the type `GitHub`", Instance, new GitHubOptions("github.com")),
        (RecipeTitle, Instance, new RecipeOptions("redmine.acme.com")),
        (WebPageTitle, Instance, new WebPageOptions("wiki.acme.com")),
    ];

    public static IEnumerable<string> Keys => Sections.SelectMany(Rows).Select(row => row.Key);

    public static string Tables()
    {
        var text = new StringBuilder();
        foreach (var table in Sections.GroupBy(section => section.Title))
        {
            text.Append($"## {table.Key}\n\n| key | meaning | default |\n|---|---|---|\n");
            foreach (var (key, setting, property, value) in table.SelectMany(Rows))
            {
                var list =
                    IsList(property) ? ":0…"
                    : IsMap(property) ? ":<setting>"
                    : "";
                var remark = setting.Remark is null ? "" : $". {setting.Remark}";
                text.Append($"| `{key}{list}` | {setting.Meaning}{remark} | {Default(setting, property, value)} |\n");
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The page before the tables, the tables, and the page after them.</summary>
    public static (string Before, string Tables, string After) Parse(string page)
    {
        var start = page.IndexOf($"## {Sections[0].Title}\n", StringComparison.Ordinal);
        var end = page.IndexOf("## .NET, ASP.NET Core and OpenTelemetry\n", StringComparison.Ordinal);
        return (page[..start], page[start..end], page[end..]);
    }

    private static IEnumerable<(string Key, SettingAttribute Setting, PropertyInfo Property, object? Value)> Rows(
        (string Title, string Section, object Defaults) section
    ) =>
        from property in section.Defaults.GetType().GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>()
        where setting is not null
        let name = setting.Key ?? property.Name
        let key = section.Section.Length == 0 ? name : $"{section.Section}:{name}"
        select (key, setting, property, property.GetValue(section.Defaults));

    private static bool IsMap(PropertyInfo property) => property.PropertyType.Name == "IReadOnlyDictionary`2";

    private static bool IsList(PropertyInfo property) => property.PropertyType.Name == "IReadOnlyList`1";

    private static string Default(SettingAttribute setting, PropertyInfo property, object? value) =>
        (setting.WhenUnset, value) switch
        {
            ({ } text, _) => text,
            _ when property.IsDefined(typeof(RequiredAttribute)) => "required",
            (_, null) => "none",
            (_, IReadOnlyList<Uri> list) => string.Join(", ", list.Select(url => $"`{url.OriginalString}`")),
            (_, Uri url) => $"`{url.OriginalString}`",
            (_, DateOnly date) => $"`{date:O}`",
            _ => $"`{value}`",
        };
}
