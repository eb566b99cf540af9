using System.Reflection;
using System.Runtime.Loader;

namespace Unfurl.Server.Providers.Plugins;

/// <summary>
/// Loads what a plugin needs: from its folder, apart from the contract, which is shared, and from .NET itself. The service's own
/// packages are not there for plugins: another version of the service has others.
/// </summary>
/// <param name="file">The plugin's assembly.</param>
internal sealed class PluginContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
{
    private static readonly Assembly Contract = typeof(IProviderType).Assembly;

    private static readonly string OwnFolder = Folder(AppContext.BaseDirectory);

    // A service that brings .NET along has it in its own folder.
    private static readonly bool IsSelfContained =
        Folder(Path.GetDirectoryName(typeof(object).Assembly.Location)!) == OwnFolder;

    private static readonly HashSet<string> OwnAssemblies =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(assembly => !IsSelfContained && Folder(Path.GetDirectoryName(assembly)!) == OwnFolder)
            .Select(assembly => Path.GetFileNameWithoutExtension(assembly)),
    ];

    private readonly AssemblyDependencyResolver _resolver = new(file);

    /// <summary>Loads from memory, so that a file that is replaced while the service runs does not end the process.</summary>
    public Assembly LoadFrom(ReadOnlyMemory<byte> assembly, string path)
    {
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var stream = new MemoryStream(assembly.ToArray(), writable: false);
        using var symbolStream = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return LoadFromStream(stream, symbolStream);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Contract.GetName().Name)
            return Contract;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFrom(File.ReadAllBytes(path), path);
        return OwnAssemblies.Contains(assemblyName.Name!)
            ? throw new FileNotFoundException("The plugin does not have it.", assemblyName.FullName)
            : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static string Folder(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
