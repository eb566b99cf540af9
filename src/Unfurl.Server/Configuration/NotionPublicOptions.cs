using System.ComponentModel.DataAnnotations;

namespace Unfurl.Server.Configuration;

/// <summary>An ordinary public connection, with which people connect their own workspaces for enrich mode.</summary>
internal sealed class NotionPublicOptions
{
    public const string Section = $"{NotionOptions.Section}:Public";

    private const string Shown = "the id and secret of a public connection, which Notion's developer portal shows";

    [Required]
    [Setting(
        Shown,
        WhenUnset = "no public connection",
        Remark = "Its redirect URI is `/notion/connect/callback` below `Unfurl:PublicUrl`. It is not the Link Preview connection."
    )]
    public string? ClientId { get; set; }

    [Required]
    [Setting(Shown, WhenUnset = "no public connection")]
    public Secret? ClientSecret { get; set; }

    [Range(1, 6000, ErrorMessage = "must be a number from 1 to 6000")]
    [Setting("how many calls a minute Notion allows each workspace that is connected with it")]
    public int CallsPerMinute { get; set; } = NotionConnectionOptions.UsualCallsPerMinute;

    /// <returns>Null if nothing of it is set.</returns>
    public static NotionPublicOptions? Load(SettingsReader reader) =>
        reader.NamesBelow(Section).Any() ? reader.Read(Section, new NotionPublicOptions()) : null;
}
