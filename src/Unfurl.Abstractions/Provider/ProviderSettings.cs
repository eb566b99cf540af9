namespace Unfurl.Adapters;

/// <summary>The settings of one provider instance, which an adapter reads when it is made.</summary>
/// <param name="name">The instance's name.</param>
/// <param name="host">The owned host, in the form of <see cref="Link.NormalizeHost"/>.</param>
/// <param name="reader">Reads all settings of the service.</param>
public sealed class ProviderSettings(string name, string host, SettingsReader reader)
{
    private readonly string _section = SectionOf(name);

    /// <summary>Settings that stand alone, e.g. in a test.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="host">The owned host.</param>
    /// <param name="values">The settings by their keys below the instance.</param>
    public ProviderSettings(string name, string host, IReadOnlyDictionary<string, string?> values)
        : this(
            name,
            host,
            new SettingsReader(values.Select(pair => KeyValuePair.Create($"{SectionOf(name)}:{pair.Key}", pair.Value)))
        ) { }

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
    public IReadOnlyList<string> Problems => reader.Problems;

    /// <summary>Reads the settings of an adapter: <see cref="SettingsReader.Read"/>.</summary>
    /// <param name="options">The options with their defaults.</param>
    /// <typeparam name="T">The adapter's options class.</typeparam>
    /// <returns><paramref name="options"/>. What is missing or wrong is reported, and keeps its default.</returns>
    public T Read<T>(T options)
        where T : class => reader.Read(_section, options);

    private static string SectionOf(string name) => $"Unfurl:Providers:{name}";
}
