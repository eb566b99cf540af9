using System.Text;

namespace Unfurl.Server.Previews;

/// <summary>The names of what an entry shows, packed: a million entries carry them along.</summary>
/// <param name="packed">The names as UTF-8, each ended by a zero byte.</param>
internal readonly struct ResourceNames(byte[] packed)
{
    public static readonly ResourceNames None = new([]);

    public ReadOnlySpan<byte> Packed => packed;

    public static ResourceNames Pack(IReadOnlyList<Resource> resources)
    {
        if (resources.Count == 0)
            return None;
        var bytes = new byte[resources.Sum(resource => Encoding.UTF8.GetByteCount(resource.Name) + 1)];
        var at = 0;
        foreach (var resource in resources)
            at += Encoding.UTF8.GetBytes(resource.Name, bytes.AsSpan(at)) + 1;
        return new(bytes);
    }

    public IReadOnlyList<Resource> Unpack()
    {
        var names = new List<Resource>();
        foreach (var name in this)
            names.Add(new Resource(Encoding.UTF8.GetString(name)));
        return names;
    }

    public Enumerator GetEnumerator() => new(packed);

    /// <summary>Goes from name to name.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            var end = _rest.IndexOf((byte)0);
            if (end < 0)
                return false;
            Current = _rest[..end];
            _rest = _rest[(end + 1)..];
            return true;
        }
    }
}
