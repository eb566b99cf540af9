using System.Collections.Frozen;
using System.Reflection;

namespace Unfurl.GitHub;

// Drawn for Unfurl.
internal static class GitHubIcons
{
    public static readonly FrozenDictionary<string, ReadOnlyMemory<byte>> All = Load();

    private static FrozenDictionary<string, ReadOnlyMemory<byte>> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".png", StringComparison.Ordinal))
            .ToFrozenDictionary(name => Path.GetFileNameWithoutExtension(name), name => Read(assembly, name));
    }

    private static ReadOnlyMemory<byte> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
