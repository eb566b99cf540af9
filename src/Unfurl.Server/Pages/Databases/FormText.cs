namespace Unfurl.Server.Pages.Databases;

/// <summary>Reads texts of forms.</summary>
internal static class FormText
{
    /// <summary>The lines that are not blank, without blanks around them.</summary>
    public static IReadOnlyList<string> LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string Of(IFormCollection form, string name) => form[name].ToString();

    public static bool Has(IFormCollection form, string name) => form.ContainsKey(name);
}
