namespace Unfurl.Server.Providers.Plugins;

/// <summary>An assembly with adapters in a folder of its own, loaded or not.</summary>
/// <param name="Name">The name of folder and assembly.</param>
internal sealed record Plugin(string Name)
{
    /// <summary>Null if it could not be read.</summary>
    public string? Version { get; init; }

    /// <summary>Of the assembly's file; null if it could not be read.</summary>
    public string? Sha256 { get; init; }

    public IReadOnlyList<IProviderType> Types { get; init; } = [];

    public string TypeNames => string.Join(", ", Types.Select(type => type.Name));

    /// <summary>Null if it was loaded.</summary>
    public AdapterProblem? Problem { get; init; }
}
