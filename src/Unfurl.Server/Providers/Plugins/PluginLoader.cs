using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Unfurl.Server.Providers.Plugins;

/// <summary>Loads the plugins of a folder. One that fails disturbs no other, and never the start.</summary>
internal static class PluginLoader
{
    private static readonly AssemblyName Contract = typeof(IProviderType).Assembly.GetName();

    // However many services run in a process, an assembly is loaded once.
    private static readonly ConcurrentDictionary<(string File, string Sha256), Plugin> Loaded = new();

    /// <param name="folder">It has a folder for each plugin.</param>
    /// <param name="limit">How long each may take; null for <see cref="AdapterCode.Limit"/>.</param>
    public static IReadOnlyList<Plugin> Load(string folder, TimeSpan? limit = null) =>
        [
            .. Directory
                .EnumerateDirectories(folder)
                .Order(StringComparer.Ordinal)
                // Of a mounted volume, or hidden.
                .Where(plugin => !Path.GetFileName(plugin).StartsWith('.') && Path.GetFileName(plugin) != "lost+found")
                .Select(plugin => LoadOne(plugin, limit ?? AdapterCode.Limit)),
        ];

    private static Plugin LoadOne(string folder, TimeSpan limit)
    {
        var name = Path.GetFileName(folder);
        var file = Path.GetFullPath(Path.Combine(folder, $"{name}.dll"));
        if (!File.Exists(file))
            return new Plugin(name) { Problem = PluginProblem.NoFile(name) };
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Plugin(name) { Problem = PluginProblem.Unreadable(exception) };
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var plugin = new Plugin(name) { Sha256 = sha256 };
        try
        {
            var (version, contract) = ReadMetadata(bytes);
            plugin = plugin with { Version = version.ToString() };
            if (contract is null)
                return plugin with { Problem = PluginProblem.NoContract };
            if (!IsCompatible(contract, Contract.Version!))
                return plugin with { Problem = PluginProblem.OtherContract(contract, Contract.Version!) };
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidDataException)
        {
            return plugin with { Problem = PluginProblem.NoAssembly };
        }

        if (Loaded.TryGetValue((file, sha256), out var loaded))
            return loaded;
        var (found, failure) = AdapterCode.Run(() => LoadAssembly(plugin, bytes, file), limit);
        if (failure is not null)
            return plugin with { Problem = PluginProblem.Of(failure) };
        return found!.Types is []
            ? found with
            {
                Problem = PluginProblem.NoTypes,
            }
            : Loaded.GetOrAdd((file, sha256), found);
    }

    /// <summary>Before version 1 each minor version may break; from then on a plugin runs with its own and later ones.</summary>
    internal static bool IsCompatible(Version built, Version own) =>
        built.Major == own.Major && (own.Major == 0 ? built.Minor == own.Minor : built.Minor <= own.Minor);

    private static (Version Own, Version? Contract) ReadMetadata(byte[] bytes)
    {
        using var file = new PEReader(new MemoryStream(bytes));
        if (!file.HasMetadata || file.GetMetadataReader() is not { IsAssembly: true } metadata)
            throw new InvalidDataException();
        var contract = metadata
            .AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.GetString(reference.Name) == Contract.Name)
            .Select(reference => reference.Version)
            .FirstOrDefault();
        return (metadata.GetAssemblyDefinition().Version, contract);
    }

    private static Plugin LoadAssembly(Plugin plugin, byte[] bytes, string file)
    {
        var assembly = new PluginContext(file).LoadFrom(bytes, file);
        IProviderType[] types =
        [
            .. assembly
                .GetExportedTypes()
                .Where(type =>
                    type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IProviderType))
                )
                .Where(type => type.GetConstructor(Type.EmptyTypes) is not null)
                .Select(type => (IProviderType)Activator.CreateInstance(type)!),
        ];
        // Read now, while a failure is caught.
        foreach (var type in types)
        {
            if (string.IsNullOrWhiteSpace(type.Name))
                throw new InvalidOperationException("An adapter's type has no name.");
        }
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return plugin with { Types = types, Version = version ?? plugin.Version };
    }
}
