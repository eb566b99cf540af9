using Unfurl.Server.Configuration;

namespace Unfurl.Server.Providers;

/// <summary>An instance and its adapter before the service container exists.</summary>
internal sealed record ConfiguredProvider(string Name, string Host, string Type, IProviderAdapter Adapter);

internal static class ProviderLoader
{
    // Registered before the configuration is read, for example by a hosting startup.
    public static IEnumerable<IProviderType> RegisteredTypes(this IServiceCollection services) =>
        services
            .Where(service => service.ServiceType == typeof(IProviderType))
            .Select(service => service.ImplementationInstance)
            .OfType<IProviderType>();

    public static IReadOnlyList<ConfiguredProvider> Load(
        IConfiguration configuration,
        SettingsReader reader,
        Uri publicUrl,
        IReadOnlyList<IProviderType> types
    )
    {
        var providers = new List<ConfiguredProvider>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in configuration.GetSection(ProviderOptions.Section).GetChildren())
        {
            if (Load(section, owners, reader, publicUrl, types) is { } provider)
                providers.Add(provider);
        }
        return providers;
    }

    private static ConfiguredProvider? Load(
        IConfigurationSection section,
        Dictionary<string, string> owners,
        SettingsReader reader,
        Uri publicUrl,
        IReadOnlyList<IProviderType> types
    )
    {
        var name = section.Key;
        if (name.Length is 0 or > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            reader.Report(section.Path, "has a name that may only hold letters, digits and '-', 50 at most");

        var options = reader.Read(section.Path, new ProviderOptions());
        var type = types.FirstOrDefault(type => type.Name.Equals(options.Type, StringComparison.OrdinalIgnoreCase));
        if (type is null)
            reader.Report(
                $"{section.Path}:Type",
                $"{(options.Type is null ? "is missing: the adapter's type, one of" : "names no known adapter; known are")} {string.Join(", ", types.Select(type => type.Name))}"
            );

        var host = options.Host is null ? null : HostOf(options.Host);
        if (options.Host is not null && host is null)
            reader.Report($"{section.Path}:Host", "must be a host name with a dot, without scheme, port and path");
        if (host is not null && !owners.TryAdd(host, name))
            reader.Report($"{section.Path}:Host", $"is already owned by the instance '{owners[host]}'");

        // The other settings are checked without a host too, so that the operator sees all problems at once.
        var settings = new ProviderSettings(name, host ?? "missing.invalid", reader) { PublicUrl = publicUrl };
        var adapter = type?.Create(settings);
        return adapter is null || host is null ? null : new ConfiguredProvider(name, host, type!.Name, adapter);
    }

    // The normalized host; null if it is not just a host name.
    private static string? HostOf(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns && Link.TryParse($"https://{text}/", out var link)
            ? link.Host
            : null;
}
