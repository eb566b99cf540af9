namespace Unfurl.Adapters;

/// <summary>
/// Makes a property of an options class a setting. The property's name is the key, its initial value is the default, and its
/// validation attributes (<c>System.ComponentModel.DataAnnotations</c>) are checked.
/// </summary>
/// <param name="meaning">What it holds, in Markdown.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>What it holds, in Markdown. The start-up message for a missing value ends with the same words.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The key, where it is not the property's name.</summary>
    public string? Key { get; init; }

    /// <summary>What holds when it is not set, in Markdown, where the property's initial value does not say it.</summary>
    public string? WhenUnset { get; init; }

    /// <summary>A further sentence for the documentation alone, in Markdown.</summary>
    public string? Remark { get; init; }
}
