using Unfurl.Server.Configuration;

namespace Unfurl.Server.Providers;

/// <summary>An instance and its adapter before the service container exists.</summary>
internal sealed record ConfiguredProvider(string Name, string Host, string Type, IProviderAdapter Adapter);

internal static class ProviderLoader
{
    private const string Section = "Unfurl:Providers";

    // Registered before the configuration is read, for example by a hosting startup.
    public static IEnumerable<IProviderType> RegisteredTypes(this IServiceCollection services) =>
        services
            .Where(service => service.ServiceType == typeof(IProviderType))
            .Select(service => service.ImplementationInstance)
            .OfType<IProviderType>();

    public static IReadOnlyList<ConfiguredProvider> Load(
        IConfiguration configuration,
        SettingsReader read,
        Uri publicUrl,
        IReadOnlyList<IProviderType> types
    )
    {
        var providers = new List<ConfiguredProvider>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            if (Load(section, owners, read, publicUrl, types) is { } provider)
                providers.Add(provider);
        }
        return providers;
    }

    private static ConfiguredProvider? Load(
        IConfigurationSection section,
        Dictionary<string, string> owners,
        SettingsReader read,
        Uri publicUrl,
        IReadOnlyList<IProviderType> types
    )
    {
        var name = section.Key;
        var key = $"{Section}:{name}";
        if (name.Length is 0 or > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            read.Report(key, "has a name that may only hold letters, digits and '-', 50 at most");

        var typeName = read.Required(
            KnownSettings.ProviderType.Of(name) with
            {
                Meaning = $"the adapter's type, one of {Names(types)}",
            }
        );
        var type = types.FirstOrDefault(type => type.Name.Equals(typeName, StringComparison.OrdinalIgnoreCase));
        if (typeName is not null && type is null)
            read.Report($"{key}:Type", $"names no known adapter; known are {Names(types)}");

        var host = HostOf(section, read);
        if (host is not null && !owners.TryAdd(host, name))
            read.Report($"{key}:Host", $"is already owned by the instance '{owners[host]}'");
        if (type is null)
            return null;

        var values = section
            .GetChildren()
            .ToDictionary(child => child.Key, child => child.Value, StringComparer.OrdinalIgnoreCase);
        // The other settings are checked without a host too, so that the operator sees all problems at once.
        var settings = new ProviderSettings(name, host ?? "missing.invalid", values) { PublicUrl = publicUrl };
        var adapter = type.Create(settings);
        read.Report(settings.Problems);
        read.Warn(settings.Warnings);
        foreach (var known in settings.KnownKeys)
            read.MarkKnown($"{key}:{known}");
        return host is null || settings.Problems.Count > 0
            ? null
            : new ConfiguredProvider(name, host, type.Name, adapter);
    }

    // The normalized host; null if it is missing or is not just a host name.
    private static string? HostOf(IConfigurationSection section, SettingsReader read)
    {
        var setting = KnownSettings.ProviderHost.Of(section.Key);
        if (read.Required(setting) is not { } text)
            return null;
        if (Uri.CheckHostName(text) == UriHostNameType.Dns && Link.TryParse($"https://{text}/", out var link))
            return link.Host;
        read.Report(setting, "must be a host name with a dot, without scheme, port and path");
        return null;
    }

    private static string Names(IReadOnlyList<IProviderType> types) =>
        string.Join(", ", types.Select(type => type.Name));
}
