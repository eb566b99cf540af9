using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Texts about enrichments and their rows.</summary>
internal static class EnrichmentText
{
    private const int MaxText = 120;

    /// <summary>The name in the configuration; workspaces that people have connected have none.</summary>
    public static string NameOf(NotionConnection connection) =>
        connection.OwnerId is null ? connection.Name : "Your workspace";

    public static string SeenBy(EnrichmentOwner owner) =>
        owner switch
        {
            { Name: null } => "sees what everybody sees",
            { IsUser: true } => $"sees what you see, as {owner.Name}",
            _ => $"sees what {owner.Name} sees",
        };

    public static string At(DateTimeOffset? time) => time is { } at ? SyncStatusText.Of(at) : "never";

    /// <summary>The state of one row; the empty word is that of a row that is right.</summary>
    public static string OfRow(string state) =>
        state switch
        {
            "" => "right",
            RowProblems.Waiting => "waiting",
            RowProblems.NotCovered => "not covered",
            RowProblems.SignIn => "sign in",
            _ => state,
        };

    /// <summary>Of a row whose problem has no sentence of its own.</summary>
    public static string? WhyOf(string state) =>
        state switch
        {
            RowProblems.NotCovered =>
                "Outside of the places, or not public where there are none. The provider's answer is not shown.",
            RowProblems.Refused =>
                "The account may not see the thing, or it does not exist. What is hidden and what is missing read alike.",
            RowProblems.SignIn =>
                "The account has to sign in at the provider, under Connections. Nothing is written until then.",
            RowProblems.Waiting => "It was not looked at yet, or its provider could not say.",
            _ => null,
        };

    public static string Of(WriteMode mode) =>
        mode switch
        {
            WriteMode.IfEmpty => "only where nothing stands",
            WriteMode.OnlyForward => "only forward",
            _ => "always",
        };

    /// <summary>What a closed box hides of a column.</summary>
    public static string More(FormColumn column)
    {
        var values = FormText.LinesOf(column.Values).Count;
        string?[] parts =
        [
            column.OwnField is { Length: > 0 } own ? own : null,
            column.Mode == WriteMode.Always ? null : Of(column.Mode),
            values switch
            {
                0 => null,
                1 => "1 value",
                _ => $"{values} values",
            },
        ];
        var all = string.Join(", ", parts.OfType<string>());
        return all.Length == 0 ? "" : $": {all}";
    }

    public static string Shortened(string text) =>
        text.Length == 0 ? "(empty)"
        : text.Length > MaxText ? $"{text[..MaxText]}…"
        : text;

    public static string Of(FieldMapping field)
    {
        var mode = field.Mode == WriteMode.Always ? "" : $", {Of(field.Mode)}";
        return $"{CardFields.Named(field.Field).Label}{mode}";
    }

    /// <summary>As it is typed in.</summary>
    public static string Of(Place place, ProviderRegistry providers) =>
        providers.TryGet(place.Instance, out var instance) ? $"{instance.Host}{place.Path}" : place.ToString();

    public static bool IsBad(string state) => state is not ("" or RowProblems.Waiting or RowProblems.NotCovered);

    /// <summary>Where Notion shows the row; null if that is not known.</summary>
    public static string? AddressOf(ReportedRow row) =>
        Guid.TryParse(row.PageId, out var id) ? $"https://app.notion.com/p/{id:N}" : null;
}
