using System.Net;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers.Plugins;

namespace Unfurl.Server.Providers;

/// <summary>An instance and its adapter before the service container exists.</summary>
/// <param name="Hosts">The owned host, and its aliases.</param>
internal sealed record ConfiguredProvider(
    string Name,
    IReadOnlyList<string> Hosts,
    string Type,
    IProviderAdapter Adapter
)
{
    /// <summary>Private networks that other hosts may lie in.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>Why its adapter could not be made; null if it was.</summary>
    public AdapterProblem? Problem { get; init; }

    /// <summary>Whether anybody could see what is meant for the company, if any Notion workspace could connect.</summary>
    public bool NeedsWorkspaces =>
        Problem is null && (Adapter.SignIn is SharedSignIn || (Adapter.SignIn is NoSignIn && Networks.Count > 0));

    /// <summary>Whether strangers are shown what its host shows: nobody signs in, and any Notion workspace may connect.</summary>
    public bool IsOpen(NotionOptions notion) => Adapter.SignIn is NoSignIn && notion.Workspaces.Count == 0;

    public string Host => Hosts[0];
}

internal static class ProviderLoader
{
    public static IReadOnlyList<ConfiguredProvider> Load(
        IConfiguration configuration,
        SettingsReader reader,
        Uri publicUrl,
        AdapterTypes types
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

    /// <summary>Makes the adapter of an instance once more, of its settings and files of now.</summary>
    /// <returns>The adapter; null with what is wrong, line by line.</returns>
    public static (IProviderAdapter? Adapter, IReadOnlyList<string> Problems) Reload(
        ProviderInstance instance,
        AdapterTypes types,
        IConfiguration configuration,
        Uri publicUrl
    )
    {
        var reader = new SettingsReader(configuration.AsEnumerable());
        var settings = new ProviderSettings(instance.Name, instance.Host, reader) { PublicUrl = publicUrl };
        var adapter = Make(types.Find(instance.Type)!, settings);
        return reader.Problems.Count == 0 ? (adapter, []) : (null, reader.Problems);
    }

    /// <summary>Keeps strangers out of what needs no sign-in.</summary>
    public static void RequireWorkspaces(
        SettingsReader reader,
        NotionOptions notion,
        IEnumerable<ConfiguredProvider> providers
    )
    {
        if (notion.Workspaces.Count == 0 && providers.FirstOrDefault(one => one.NeedsWorkspaces) is { } open)
            reader.Report(
                $"{NotionOptions.Section}:{nameof(NotionOptions.Workspaces)}:0",
                $"is missing: the id of your Notion workspace. Without it anybody could connect and see what '{open.Name}' shows without a sign-in of its users"
            );
    }

    private static ConfiguredProvider? Load(
        IConfigurationSection section,
        Dictionary<string, string> owners,
        SettingsReader reader,
        Uri publicUrl,
        AdapterTypes types
    )
    {
        var name = section.Key;
        if (name.Length is 0 or > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            reader.Report(section.Path, "has a name that may only hold letters, digits and '-', 50 at most");

        var options = reader.Read(section.Path, new ProviderOptions());
        var type = types.Find(options.Type);
        // Nobody knows which types a plugin has that is not loaded.
        var suspects =
            type is null && options.Type is not null ? types.Plugins.Where(plugin => plugin.Problem is not null) : [];
        var problem = suspects.Any()
            ? new AdapterProblem(
                $"no adapter has the type {options.Type}, unless {string.Join(" or ", suspects.Select(plugin => plugin.Name))} has it"
            )
            : null;
        if (type is null && problem is null)
            reader.Report(
                $"{section.Path}:Type",
                $"{(options.Type is null ? "is missing: the adapter's type, one of" : "names no known adapter; known are")} {string.Join(", ", types.Names)}"
            );

        var hosts = new List<string>();
        var texts = options.Aliases.Select((alias, index) => (Text: (string?)alias, Key: $"Aliases:{index}"));
        foreach (var (text, key) in texts.Prepend((options.Host, "Host")))
        {
            if (text is null)
                continue;
            if (HostOf(text) is not { } owned)
                reader.Report($"{section.Path}:{key}", "must be a host name with a dot, without scheme, port and path");
            else if (!owners.TryAdd(owned, name))
                reader.Report($"{section.Path}:{key}", $"is already owned by the instance '{owners[owned]}'");
            else
                hosts.Add(owned);
        }
        var host = options.Host is not null && hosts.Count > 0 ? hosts[0] : null;

        // The other settings are checked without a host too, so that the operator sees all problems at once.
        var settings = new ProviderSettings(name, host ?? "missing.invalid", reader) { PublicUrl = publicUrl };
        IProviderAdapter? adapter = null;
        if (type is not null)
        {
            (adapter, var failure) = AdapterCode.Run(() => Make(type, settings), AdapterCode.Limit);
            if (failure is not null)
                problem = new($"the adapter of type {type.Name} {PluginProblem.Of(failure).Text}", failure);
        }
        return host is null || (adapter is null && problem is null)
            ? null
            : new ConfiguredProvider(name, hosts, type?.Name ?? options.Type!, adapter ?? new MissingAdapter())
            {
                Networks = options.Networks,
                Problem = problem,
            };
    }

    // Of an adapter whose settings are wrong nothing is asked.
    private static IProviderAdapter Make(IProviderType type, ProviderSettings settings)
    {
        var before = settings.Problems.Count;
        var adapter = type.Create(settings);
        return settings.Problems.Count > before ? adapter : new LoadedAdapter(adapter);
    }

    // The normalized host; null if it is not just a host name.
    private static string? HostOf(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns && Link.TryParse($"https://{text}/", out var link)
            ? link.Host
            : null;
}
