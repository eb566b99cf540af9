namespace Unfurl.Server.Pages.Apps;

/// <summary>Settings of an instance as lines to paste.</summary>
internal static class SettingLines
{
    public static string Of(string instance, IEnumerable<KeyValuePair<string, string>> settings) =>
        string.Join(
            '\n',
            settings.Select(setting => $"Unfurl__Providers__{instance}__{setting.Key}={Quote(setting.Value)}")
        );

    // POSIX, Shell Command Language §2.2.2: within single quotes everything is literal, except their end.
    private static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
