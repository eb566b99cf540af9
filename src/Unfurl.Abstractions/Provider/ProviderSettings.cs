namespace Unfurl.Adapters;

/// <summary>
/// The settings under <c>Unfurl:Providers:&lt;name&gt;</c>, read by an adapter when it is made. What is missing or wrong
/// is collected, so that an operator sees everything at once.
/// </summary>
/// <param name="name">The instance's name.</param>
/// <param name="host">The owned host, in the form of <see cref="Link.NormalizeHost"/>.</param>
/// <param name="values">The settings; keys without regard to case.</param>
public sealed class ProviderSettings(string name, string host, IReadOnlyDictionary<string, string?> values)
{
    private readonly Dictionary<string, string?> _values = new(values, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _knownKeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>The instance's name, e.g. <c>github</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The owned host, e.g. <c>github.acme.com</c>.</summary>
    public string Host { get; } = host;

    /// <summary>
    /// The service's own origin, under which browsers reach it, e.g. <c>https://unfurl.acme.com</c>: for the URLs of an
    /// adapter that refer to the service.
    /// </summary>
    public Uri PublicUrl { get; init; } = new("http://localhost");

    /// <summary>What is wrong so far: one line each, naming the key and what it should hold.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What works, but may not be meant: one line each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The keys that were asked for so far: the operator is warned of all others, which have no effect.</summary>
    public IReadOnlyCollection<string> KnownKeys => _knownKeys;

    /// <summary>A text that must be there. Missing: reported, and an empty text is returned.</summary>
    /// <param name="key">The key below the instance, e.g. <c>ClientId</c>.</param>
    /// <param name="meaning">What it should hold, for the report.</param>
    public string Required(string key, string meaning)
    {
        if (Optional(key) is { } value)
            return value;
        Report(key, $"is missing: {meaning}");
        return "";
    }

    /// <summary>A secret that must be there. Missing: reported, and a placeholder is returned.</summary>
    /// <param name="key">The key below the instance.</param>
    /// <param name="meaning">What it should hold, for the report.</param>
    public Secret RequiredSecret(string key, string meaning) =>
        new(Required(key, meaning) is { Length: > 0 } value ? value : "missing");

    /// <summary>A text, or null when it is absent or blank.</summary>
    /// <param name="key">The key below the instance.</param>
    public string? Optional(string key)
    {
        _knownKeys.Add(key);
        return _values.GetValueOrDefault(key) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>
    /// An absolute http(s) URL. Wrong: reported, and the default is returned. Plain http beyond this machine is warned of.
    /// </summary>
    /// <param name="key">The key below the instance.</param>
    /// <param name="fallback">The default.</param>
    public Uri Url(string key, Uri fallback)
    {
        if (Optional(key) is not { } text)
            return fallback;
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0
        )
        {
            Report(key, "must be an absolute http(s) URL without user name");
            return fallback;
        }
        if (url is { Scheme: "http", IsLoopback: false })
            _warnings.Add(
                $"Unfurl:Providers:{Name}:{key} uses plain http beyond this machine: what is sent there can be read on the way"
            );
        return url;
    }

    /// <summary>Reports a problem with a setting.</summary>
    /// <param name="key">The key below the instance.</param>
    /// <param name="problem">The rest of the sentence that starts with the key; never the value of a secret.</param>
    public void Report(string key, string problem) => _problems.Add($"Unfurl:Providers:{Name}:{key} {problem}");
}
