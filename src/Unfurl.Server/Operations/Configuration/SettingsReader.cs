using System.Globalization;

namespace Unfurl.Server.Operations.Configuration;

/// <summary>Reads configuration values and collects what is wrong with them, so that an operator sees everything at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>One line per problem, naming the key and what it should hold. Never holds a secret's value.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What the operator should know although the service can start.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Report(string key, string problem) => _problems.Add($"{key} {problem}");

    public void Report(IEnumerable<string> problems) => _problems.AddRange(problems);

    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>The value without surrounding space; null when absent or blank.</summary>
    public string? Optional(string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string? Required(string key, string meaning)
    {
        var value = Optional(key);
        if (value is null)
            Report(key, $"is missing: {meaning}");
        return value;
    }

    public TimeSpan Duration(string key, TimeSpan fallback)
    {
        if (Optional(key) is not { } text)
            return fallback;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero)
            return value;
        Report(key, "must be a positive duration such as 00:01:00 or 1.00:00:00");
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

    public IReadOnlyList<string> List(string key) =>
        [
            .. configuration
                .GetSection(key)
                .GetChildren()
                .Select(child => child.Value?.Trim())
                .OfType<string>()
                .Where(value => value.Length > 0),
        ];
}
