using System.Globalization;

namespace Unfurl.Server.Configuration;

/// <summary>Reads configuration values and collects what is wrong with them, so that an operator sees everything at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>Longer ones are typing errors, and would lead past the end of the calendar.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(3650);

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>One line per problem, naming the key and what it should hold. Never holds a secret's value.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What the operator should know although the service can start.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Report(string key, string problem) => _problems.Add($"{key} {problem}");

    public void Report(IEnumerable<string> problems) => _problems.AddRange(problems);

    public void Warn(string warning) => _warnings.Add(warning);

    public void Warn(IEnumerable<string> warnings) => _warnings.AddRange(warnings);

    /// <summary>Tells that a key means something, although it is read elsewhere.</summary>
    public void MarkKnown(string key) => _known.Add(key);

    /// <summary>Warns of every key that nobody asked for.</summary>
    public void WarnOfUnknownKeys() => _warnings.AddRange(UnknownKeys.Warnings(configuration, _known));

    /// <summary>The value without surrounding space; null when absent or blank.</summary>
    public string? Optional(string key)
    {
        _known.Add(key);
        return configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    public string? Required(string key, string meaning)
    {
        var value = Optional(key);
        if (value is null)
            Report(key, $"is missing: {meaning}");
        return value;
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan? longest = null)
    {
        if (Optional(key) is not { } text)
            return fallback;
        // A bare number would be read as days: who writes 60 means something else.
        if (
            !text.Contains(':', StringComparison.Ordinal)
            || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            || value <= TimeSpan.Zero
        )
            Report(key, "must be a positive duration such as 00:01:00 or 1.00:00:00");
        else if (value > (longest ?? MaxDuration))
            Report(key, $"must not be longer than {longest ?? MaxDuration:c}");
        else
            return value;
        return fallback;
    }

    /// <summary>An absolute http(s) URL. Plain http beyond loopback is warned of.</summary>
    public Uri? Url(string key)
    {
        if (Optional(key) is not { } text)
            return null;
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0
        )
        {
            Report(key, "must be an absolute http(s) URL without user name");
            return null;
        }
        if (url is { Scheme: "http", IsLoopback: false })
            Warn($"{key} uses plain http beyond this machine: what is sent there can be read on the way");
        return url;
    }

    /// <summary>The items of a list, each with its own key.</summary>
    public IReadOnlyList<(string Key, string Value)> List(string key)
    {
        if (Optional(key) is not null)
            Report(key, $"is a list: set {key}:0, {key}:1, …");
        var items = configuration.GetSection(key).GetChildren().ToList();
        foreach (var item in items)
            MarkKnown(item.Path);
        return
        [
            .. items
                .Where(item => !string.IsNullOrWhiteSpace(item.Value))
                .Select(item => (item.Path, item.Value!.Trim())),
        ];
    }
}
