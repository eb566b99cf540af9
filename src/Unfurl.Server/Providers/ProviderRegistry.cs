using System.Diagnostics.CodeAnalysis;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Providers;

/// <summary>The configured provider instances, found by name or by the host of a link.</summary>
internal sealed class ProviderRegistry
{
    private readonly Dictionary<string, ProviderInstance> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ProviderInstance> _byHost = new(StringComparer.Ordinal);

    public ProviderRegistry(IEnumerable<ProviderInstance> instances)
    {
        foreach (var instance in instances)
        {
            _byName.Add(instance.Name, instance);
            _byHost.Add(instance.Host, instance);
        }
    }

    public IReadOnlyCollection<ProviderInstance> Instances => _byName.Values;

    public bool TryGet(string? name, [NotNullWhen(true)] out ProviderInstance? instance)
    {
        instance = null;
        return name is not null && _byName.TryGetValue(name, out instance);
    }

    /// <summary>The instance that owns a link's host and the kind of link it is; null when there is none.</summary>
    public OwnedLink? Match(Link link) =>
        _byHost.TryGetValue(link.Host, out var instance) && instance.Match(link) is { } match
            ? new OwnedLink(instance, match)
            : null;

    /// <summary>Whether some instance owns the link's host, of whatever kind the link is.</summary>
    public bool Owns(Link link) => _byHost.ContainsKey(link.Host);
}

/// <summary>A link that an instance knows how to resolve.</summary>
internal sealed record OwnedLink(ProviderInstance Instance, LinkMatch Match)
{
    /// <summary>All spellings of the link share it.</summary>
    public CacheKey Key { get; } = new(Instance.Name, Instance.Adapter.KeyOf(Match));

    /// <summary>Tells this spelling from others: Notion takes each for a preview of its own.</summary>
    public UInt128 SpellingHash { get; } = CopyAddress.Hash("spelling", Match.Link.Original);
}
