using System.Globalization;
using System.Text;

namespace Unfurl.Server.Previews;

/// <summary>
/// What can be invalidated together: everything, what a provider instance gave, what was asked as an account, what shows
/// a resource. Only its hash is kept; two that meet are invalidated together, which costs a call and harms nobody.
/// </summary>
/// <param name="Hash">FNV-1a over the tag's text, so that a resource's tag goes on where its provider's ends.</param>
internal readonly record struct InvalidationTag(ulong Hash)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static readonly InvalidationTag All = Of("all:", "");

    public static InvalidationTag OfProvider(string name) => Of("provider:", name);

    public static InvalidationTag OfAccount(string id) => Of("account:", id);

    /// <summary>Who is behind the access tokens of an account's grants.</summary>
    public static InvalidationTag OfCallers(string accountId) => Of("callers:", accountId);

    /// <summary>What is remembered of a grant: its access tokens, and which links are shown through it.</summary>
    public static InvalidationTag OfGrant(string id) => Of("grant:", id);

    /// <summary>A resource of the provider instance whose tag this is.</summary>
    public InvalidationTag OfResource(ReadOnlySpan<byte> name) => new(Hashed(Hashed(Hash, "/"u8), name));

    public InvalidationTag OfResource(string name) => OfResource(Encoding.UTF8.GetBytes(name));

    /// <summary>The tags of what shows resources of a provider instance.</summary>
    public static InvalidationTag[] OfResources(string provider, IEnumerable<Resource> resources)
    {
        var instance = OfProvider(provider);
        return [.. resources.Select(resource => instance.OfResource(resource.Name))];
    }

    public override string ToString() => Hash.ToString("x16", CultureInfo.InvariantCulture);

    private static InvalidationTag Of(string kind, string name) =>
        new(Hashed(Offset, Encoding.UTF8.GetBytes(kind + name)));

    private static ulong Hashed(ulong hash, ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
            hash = (hash ^ b) * Prime;
        return hash;
    }
}
