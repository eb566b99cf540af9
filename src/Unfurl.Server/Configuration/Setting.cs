namespace Unfurl.Server.Configuration;

/// <summary>
/// A key of the configuration and what <c>docs/configuration.md</c> says about it. <see cref="SettingsReader"/> reads no
/// key without one, so a setting cannot be added without a description.
/// </summary>
/// <param name="Key">The key; <c>&lt;name&gt;</c> stands for a provider instance's name.</param>
/// <param name="Meaning">What it holds. The start-up message for a missing value ends with the same words.</param>
internal record Setting(string Key, string Meaning)
{
    // The value that holds when the key is not set.
    public string? Default { get; init; }

    // What happens when the key is not set, where that is not a value.
    public string WhenUnset { get; init; } = "none";

    // A further sentence for the page alone.
    public string? Remark { get; init; }

    public bool IsList { get; init; }

    // The same setting of one provider instance.
    public Setting Of(string instance) => this with { Key = Key.Replace("<name>", instance, StringComparison.Ordinal) };
}

/// <param name="Fallback">The duration that holds when the key is not set.</param>
internal sealed record DurationSetting(string Key, string Meaning, TimeSpan Fallback) : Setting(Key, Meaning)
{
    // Longer ones are typing errors, and would lead past the end of the calendar.
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(3650);
}

/// <summary>One table of the page.</summary>
internal sealed record SettingsSection(string Title, IReadOnlyList<Setting> Settings);
