using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Unfurl.Server.Configuration;

/// <summary>An internal connection of a Notion workspace, for enrich mode.</summary>
internal sealed partial class NotionConnectionOptions
{
    public const string Section = $"{NotionOptions.Section}:Connections";

    /// <summary>What Notion allows on all plans.</summary>
    public const int UsualCallsPerMinute = 180;

    /// <summary>The path of the public connection's webhook has this name.</summary>
    public const string Public = "public";

    [Required]
    [Setting(
        "the token of an internal connection, which Notion's developer portal shows; it begins with `ntn_`",
        WhenUnset = "no connection",
        Remark = "`<name>` is yours: letters, digits and `-`."
    )]
    public Secret? Token { get; set; }

    [Range(1, 6000, ErrorMessage = "must be a number from 1 to 6000")]
    [Setting("how many calls a minute Notion allows the connection", Remark = "600 on Business and Enterprise plans.")]
    public int CallsPerMinute { get; set; } = UsualCallsPerMinute;

    public static IReadOnlyDictionary<string, NotionConnectionOptions> Load(SettingsReader reader)
    {
        var connections = new Dictionary<string, NotionConnectionOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in reader.NamesBelow(Section))
        {
            if (!Name().IsMatch(name) || name.Equals(Public, StringComparison.OrdinalIgnoreCase))
                reader.Report(
                    $"{Section}:{name}",
                    "has a name that cannot be used: letters, digits and '-' make one, and 'public' is taken"
                );
            else
                connections[name.ToLowerInvariant()] = reader.Read($"{Section}:{name}", new NotionConnectionOptions());
        }
        return connections;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,50}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
