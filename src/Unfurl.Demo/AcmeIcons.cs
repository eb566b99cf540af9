using System.Collections.Frozen;
using System.Reflection;

namespace Unfurl.Demo;

// Each is a PNG of 80 by 80 pixels.
internal static class AcmeIcons
{
    public const string Item = "item.png";
    public const string ItemDone = "item-done.png";
    public const string Report = "report.png";

    public static FrozenDictionary<string, ReadOnlyMemory<byte>> All { get; } =
        new[] { Item, ItemDone, Report }.ToFrozenDictionary(name => name, Read);

    private static ReadOnlyMemory<byte> Read(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The icon {name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
