using System.Globalization;

namespace Unfurl.Server.Configuration;

/// <summary>Reads settings and collects all problems, so that the operator sees them at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    // One line per problem, naming the key and what it should hold. Never holds a secret's value.
    public IReadOnlyList<string> Problems => _problems;

    // Problems that do not prevent the start.
    public IReadOnlyList<string> Warnings => _warnings;

    // The keys that were read so far.
    public IReadOnlyCollection<string> KnownKeys => _known;

    public void Report(Setting setting, string problem) => Report(setting.Key, problem);

    public void Report(string key, string problem) => _problems.Add($"{key} {problem}");

    public void Report(IEnumerable<string> problems) => _problems.AddRange(problems);

    public void Warn(string warning) => _warnings.Add(warning);

    public void Warn(IEnumerable<string> warnings) => _warnings.AddRange(warnings);

    public bool IsSet(string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    // Tells that a key means something, although it is read elsewhere.
    public void MarkKnown(string key) => _known.Add(key);

    // Unknown keys are most likely misspelt.
    public void WarnOfUnknownKeys() => _warnings.AddRange(UnknownKeys.Warnings(configuration, _known));

    // The value without surrounding space; null when absent or blank.
    public string? Optional(Setting setting)
    {
        _known.Add(setting.Key);
        return configuration[setting.Key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    public string? Required(Setting setting)
    {
        var value = Optional(setting);
        if (value is null)
            Report(setting, $"is missing: {setting.Meaning}");
        return value;
    }

    public TimeSpan Duration(DurationSetting setting)
    {
        if (Optional(setting) is not { } text)
            return setting.Fallback;
        // TimeSpan reads a bare number as days, which is hardly ever meant.
        if (
            !text.Contains(':', StringComparison.Ordinal)
            || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            || value <= TimeSpan.Zero
        )
            Report(setting, "must be a positive duration such as 00:01:00 or 1.00:00:00");
        else if (value > setting.Longest)
            Report(setting, $"must not be longer than {setting.Longest:c}");
        else
            return value;
        return setting.Fallback;
    }

    // An absolute http(s) URL. Plain http beyond loopback is warned of.
    public Uri? Url(Setting setting)
    {
        if (Optional(setting) is not { } text)
            return null;
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0
        )
        {
            Report(setting, "must be an absolute http(s) URL without user name");
            return null;
        }
        if (url is { Scheme: "http", IsLoopback: false })
            Warn($"{setting.Key} uses plain http beyond this machine: what is sent there can be read on the way");
        return url;
    }

    // The items of a list, each with its own key.
    public IReadOnlyList<(string Key, string Value)> List(Setting setting)
    {
        var key = setting.Key;
        if (Optional(setting) is not null)
            Report(setting, $"is a list: set {key}:0, {key}:1, …");
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
