using Unfurl.Server.Operations.Configuration;

namespace Unfurl.Server.Providers;

/// <summary>One instance as configured, with its adapter, before the service's container exists.</summary>
internal sealed record ConfiguredProvider(string Name, string Host, string Type, IProviderAdapter Adapter);

/// <summary>Reads <c>Unfurl:Providers</c> and makes the adapters.</summary>
internal static class ProviderLoader
{
    private const string Section = "Unfurl:Providers";

    public static IReadOnlyList<ConfiguredProvider> Load(
        IConfiguration configuration,
        SettingsReader read,
        IReadOnlyList<IProviderType> types
    )
    {
        var providers = new List<ConfiguredProvider>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            if (Load(section, read, types) is not { } provider)
                continue;
            if (providers.Find(other => other.Host == provider.Host) is { } owner)
                read.Report($"{Section}:{provider.Name}:Host", $"is already owned by the instance '{owner.Name}'");
            else
                providers.Add(provider);
        }
        return providers;
    }

    private static ConfiguredProvider? Load(
        IConfigurationSection section,
        SettingsReader read,
        IReadOnlyList<IProviderType> types
    )
    {
        var name = section.Key;
        var key = $"{Section}:{name}";
        if (name.Length is 0 or > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            read.Report(key, "has a name that may only hold letters, digits and '-', 50 at most");

        var typeName = read.Required($"{key}:Type", $"the adapter's type, one of {Names(types)}");
        var type = types.FirstOrDefault(type => type.Name.Equals(typeName, StringComparison.OrdinalIgnoreCase));
        if (typeName is not null && type is null)
            read.Report($"{key}:Type", $"names no known adapter; known are {Names(types)}");

        var host = read.Required($"{key}:Host", "the owned host, e.g. github.acme.com");
        if (host is not null && NormalHost(host) is null)
            read.Report($"{key}:Host", "must be a host name with a dot, without scheme, port and path");
        if (type is null || host is null || NormalHost(host) is not { } normalHost)
            return null;

        var values = section
            .GetChildren()
            .ToDictionary(child => child.Key, child => child.Value, StringComparer.OrdinalIgnoreCase);
        var settings = new ProviderSettings(name, normalHost, values);
        var adapter = type.Create(settings);
        read.Report(settings.Problems);
        read.Warn(settings.Warnings);
        foreach (var known in settings.KnownKeys)
            read.Know($"{key}:{known}");
        return settings.Problems.Count > 0 ? null : new ConfiguredProvider(name, settings.Host, type.Name, adapter);
    }

    /// <summary>The host as links are compared by it; null when the text is more or less than a host name.</summary>
    private static string? NormalHost(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns && Link.TryParse($"https://{host}/", out var link)
            ? link.Host
            : null;

    private static string Names(IReadOnlyList<IProviderType> types) =>
        string.Join(", ", types.Select(type => type.Name));
}
