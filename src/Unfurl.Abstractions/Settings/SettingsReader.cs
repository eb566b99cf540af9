using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace Unfurl.Adapters;

/// <summary>
/// Reads settings into options classes and collects what is missing or wrong, so that an operator sees everything at once.
/// A blank value counts as absent.
/// </summary>
/// <param name="values">All settings, by their whole keys.</param>
public sealed class SettingsReader(IEnumerable<KeyValuePair<string, string?>> values)
{
    // Longer durations are typing errors, and would lead past the end of the calendar.
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3650);

    private static readonly string? UnsetWords = new AllowedValuesAttribute().ErrorMessage;

    private readonly Dictionary<string, string?> _values = new(values, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _knownKeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Key, string Text)> _problems = [];
    private readonly List<(string Key, string Text)> _warnings = [];

    /// <summary>What prevents the start: one line each, naming the key and what it should hold; never a secret's value.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.Select(problem => $"{problem.Key} {problem.Text}")];

    /// <summary>What works, but may not be meant: one line each. A key with a problem has no warnings.</summary>
    public IReadOnlyList<string> Warnings =>
        [
            .. _warnings
                .Where(warning => !_problems.Exists(problem => problem.Key == warning.Key))
                .Select(warning => $"{warning.Key} {warning.Text}"),
        ];

    /// <summary>The keys that were asked for so far: the operator is warned of all others, which have no effect.</summary>
    public IReadOnlyCollection<string> KnownKeys => _knownKeys;

    /// <summary>Reports what prevents the start.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="problem">The rest of the sentence that starts with the key; never the value of a secret.</param>
    public void Report(string key, string problem) => _problems.Add((key, problem));

    /// <summary>Reports what works, but may not be meant.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="warning">The rest of the sentence that starts with the key.</param>
    public void Warn(string key, string warning) => _warnings.Add((key, warning));

    /// <summary>Whether a setting has a value.</summary>
    /// <param name="key">The whole key.</param>
    public bool IsSet(string key) => Text(key) is not null;

    /// <summary>The names that stand directly below a key, for sections whose names the operator chooses.</summary>
    /// <param name="key">The whole key.</param>
    /// <returns>The names in their order, each once.</returns>
    public IReadOnlyList<string> NamesBelow(string key) =>
        [
            .. _values
                .Keys.Where(item => item.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))
                .Select(item => item[(key.Length + 1)..].Split(':')[0])
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>
    /// Sets each <see cref="SettingAttribute">setting</see> of an options object that has a value, and validates the object.
    /// A property that has no value, or a wrong one, keeps its own. Properties are texts, <see cref="Secret"/>s, absolute
    /// http(s) URLs, positive durations, dates, whole numbers, networks, lists of them, and texts by names of their own.
    /// </summary>
    /// <param name="section">The key that stands before those of the settings; empty for none.</param>
    /// <param name="options">The options with their defaults. An <see cref="IValidatableObject"/> compares its settings.</param>
    /// <param name="mayBeEmpty">Whether all settings that are <see cref="RequiredAttribute">required</see> may be absent together.</param>
    /// <typeparam name="T">The options class.</typeparam>
    /// <returns><paramref name="options"/>.</returns>
    public T Read<T>(string section, T options, bool mayBeEmpty = false)
        where T : class
    {
        string KeyOf(string name) => section.Length == 0 ? name : $"{section}:{name}";
        var settings = typeof(T)
            .GetProperties()
            .Select(property => (Property: property, Setting: property.GetCustomAttribute<SettingAttribute>()))
            .Where(it => it.Setting is not null)
            .Select(it => (it.Property, it.Setting!.Meaning, Key: KeyOf(it.Setting.Key ?? it.Property.Name)))
            .ToList();
        var isEmpty = mayBeEmpty && !settings.Exists(it => IsRequired(it.Property) && IsSet(it.Key));
        foreach (var (property, meaning, key) in settings)
        {
            if (Value(property, key) is { } value)
                property.SetValue(options, value);
            else if (IsRequired(property) && !isEmpty && !IsSet(key))
                Report(key, $"is missing: {meaning}");
        }
        var wrong = _problems.Select(problem => problem.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var result in (options as IValidatableObject)?.Validate(new ValidationContext(options)) ?? [])
        foreach (var name in result.MemberNames)
        {
            // "Settings:Markup": one of many below a setting.
            var (property, rest) = name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end
                ? (name[..end], name[end..])
                : (name, "");
            var key = settings.Find(it => it.Property.Name == property).Key + rest;
            // Of a value that is no value, nothing more is said.
            if (!wrong.Contains(key))
                Report(key, result.ErrorMessage!);
        }
        return options;
    }

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredAttribute));

    private string? Text(string key)
    {
        _knownKeys.Add(key);
        return _values.GetValueOrDefault(key) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    // Null when the setting is absent or wrong.
    private object? Value(PropertyInfo property, string key)
    {
        var type = property.PropertyType;
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return TextsBelow(key);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return Text(key) is { } text ? Parse(property, type, key, text) : null;

        if (IsSet(key))
            Report(key, $"is a list: set {key}:0, {key}:1, …");
        var element = type.GenericTypeArguments[0];
        var items = _values
            .Keys.Where(item => item.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))
            .Where(IsSet)
            .OrderBy(item => int.TryParse(item.AsSpan(key.Length + 1), out var index) ? index : int.MaxValue)
            .Select(item => Parse(property, element, item, Text(item)!))
            .OfType<object>()
            .ToArray();
        if (items.Length == 0)
            return null;
        var list = Array.CreateInstance(element, items.Length);
        items.CopyTo(list, 0);
        return list;
    }

    private Dictionary<string, string>? TextsBelow(string key)
    {
        if (IsSet(key))
            Report(key, $"has names of its own: set {key}:<name>");
        var texts = _values
            .Keys.Where(item => item.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))
            .Where(IsSet)
            .ToDictionary(item => item[(key.Length + 1)..], item => Text(item)!, StringComparer.OrdinalIgnoreCase);
        return texts.Count == 0 ? null : texts;
    }

    private object? Parse(PropertyInfo property, Type type, string key, string text)
    {
        var (value, problem) = Parse(Nullable.GetUnderlyingType(type) ?? type, text);
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (attribute is not RequiredAttribute && (value is null || !attribute.IsValid(value)))
                (value, problem) = (null, ProblemOf(attribute, key));
        }
        if (value is null)
            Report(key, problem);
        else if (value is Uri { Scheme: "http", IsLoopback: false })
            Warn(key, "uses plain http beyond this machine: what is sent there can be read on the way");
        return value;
    }

    // By itself the attribute names the property and itself, and none of the values.
    private static string ProblemOf(ValidationAttribute attribute, string key) =>
        attribute is AllowedValuesAttribute { ErrorMessage: var words, Values: var values } && words == UnsetWords
            ? $"must be {string.Join(" or ", values)}"
            : attribute.FormatErrorMessage(key);

    // The value, or what it must be.
    private static (object? Value, string Problem) Parse(Type type, string text)
    {
        if (type == typeof(string))
            return (text, "");
        if (type == typeof(Secret))
            return (new Secret(text), "");
        if (type == typeof(int))
            return (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
                "must be a whole number"
            );
        if (type == typeof(DateOnly))
            return (
                DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? date
                    : null,
                "must be a date such as 2026-03-11"
            );
        if (type == typeof(Uri))
            return (
                Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" }
                    ? url
                    : null,
                "must be an absolute http(s) URL without user name"
            );
        if (type == typeof(IPNetwork))
            return (Network(text), $"must be an IP address or a CIDR range such as 10.0.0.0/8; '{text}' is neither");
        if (type != typeof(TimeSpan))
            throw new NotSupportedException($"No setting is a {type}.");
        // TimeSpan reads a bare number as days, which is hardly ever meant.
        if (
            !text.Contains(':', StringComparison.Ordinal)
            || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
            || duration <= TimeSpan.Zero
        )
            return (null, "must be a positive duration such as 00:01:00 or 1.00:00:00");
        return duration > LongestDuration ? (null, $"must not be longer than {LongestDuration:c}") : (duration, "");
    }

    private static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
