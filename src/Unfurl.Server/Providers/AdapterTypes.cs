using Unfurl.Server.Providers.Plugins;

namespace Unfurl.Server.Providers;

/// <summary>The types of adapter that this service has: its own and those of plugins.</summary>
internal sealed class AdapterTypes
{
    private readonly Dictionary<string, IProviderType> _byName = new(StringComparer.OrdinalIgnoreCase);

    public AdapterTypes(IEnumerable<IProviderType> own, IEnumerable<Plugin>? plugins = null)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in own)
        {
            _byName.Add(type.Name, type);
            owners.Add(type.Name, "the service itself");
        }
        Registrars = [.. _byName.Values.Where(type => type.AppRegistrar is not null)];
        Plugins =
        [
            .. (plugins ?? []).Select(plugin =>
                plugin.Types.FirstOrDefault(type => owners.ContainsKey(type.Name)) is { } taken
                    ? plugin with
                    {
                        Types = [],
                        Problem = PluginProblem.TypeTaken(taken.Name, owners[taken.Name]),
                    }
                    : Added(plugin)
            ),
        ];

        Plugin Added(Plugin plugin)
        {
            foreach (var type in plugin.Types)
            {
                _byName.TryAdd(type.Name, type);
                owners.TryAdd(type.Name, plugin.Name);
            }
            return plugin;
        }
    }

    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>Those of the service itself that register apps.</summary>
    public IReadOnlyList<IProviderType> Registrars { get; }

    public IEnumerable<string> Names => _byName.Keys;

    /// <returns>The type of this name, if it registers apps.</returns>
    public IProviderType? RegistrarOf(string? name) =>
        Registrars.FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <returns>Null if there is none of this name.</returns>
    public IProviderType? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);
}
