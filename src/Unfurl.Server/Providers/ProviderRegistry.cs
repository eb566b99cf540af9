using System.Diagnostics.CodeAnalysis;

namespace Unfurl.Server.Providers;

internal sealed class ProviderRegistry
{
    private readonly Dictionary<string, ProviderInstance> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ProviderInstance> _byHost = new(StringComparer.Ordinal);

    public ProviderRegistry(IEnumerable<ProviderInstance> instances)
    {
        foreach (var instance in instances)
        {
            _byName.Add(instance.Name, instance);
            foreach (var host in instance.Hosts)
                _byHost.Add(host, instance);
        }
        Instances = [.. _byName.Values.Where(instance => instance.Problem is null)];
        Broken = [.. _byName.Values.Where(instance => instance.Problem is not null)];
    }

    /// <summary>Those that work.</summary>
    public IReadOnlyCollection<ProviderInstance> Instances { get; }

    /// <summary>Those whose adapter could not be made.</summary>
    public IReadOnlyCollection<ProviderInstance> Broken { get; }

    public bool TryGet(string? name, [NotNullWhen(true)] out ProviderInstance? instance)
    {
        instance = null;
        return name is not null && _byName.TryGetValue(name, out instance);
    }

    public bool TryGetOwner(Link link, [NotNullWhen(true)] out ProviderInstance? instance) =>
        _byHost.TryGetValue(link.Host, out instance);
}
