using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Unfurl.Server.Previews;

/// <summary>
/// A concurrent dictionary for up to millions of keys. One that grows blocks its writers meanwhile, so these are many that
/// grow each for itself.
/// </summary>
internal sealed class StripedTable<TKey, TValue>
    where TKey : notnull
{
    public const int Stripes = 64;

    private readonly ConcurrentDictionary<TKey, TValue>[] _stripes =
    [
        .. Enumerable
            .Range(0, Stripes)
            .Select(_ => new ConcurrentDictionary<TKey, TValue>(concurrencyLevel: 1, capacity: 0)),
    ];

    public int Count => _stripes.Sum(stripe => stripe.Count);

    public ConcurrentDictionary<TKey, TValue> this[TKey key] => _stripes[(uint)key.GetHashCode() % Stripes];

    public ConcurrentDictionary<TKey, TValue> this[int stripe] => _stripes[stripe];

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => this[key].TryGetValue(key, out value);

    public IEnumerable<KeyValuePair<TKey, TValue>> Pairs => _stripes.SelectMany(stripe => stripe);
}
