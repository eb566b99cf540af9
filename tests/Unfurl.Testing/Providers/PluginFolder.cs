using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Unfurl.Testing.Providers;

/// <summary>A folder of plugins that a test compiles.</summary>
public sealed class PluginFolder : IDisposable
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Unfurl.Adapters;
        """;

    private static readonly string[] Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(System.IO.Path.PathSeparator)
            .Where(assembly =>
                System.IO.Path.GetDirectoryName(assembly)
                == System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)
            ),
    ];

    private static readonly string Contract = typeof(IProviderType).Assembly.Location;

    public string Path { get; } = TempFolder.Create("unfurl-plugins-");

    public KeyValuePair<string, string?> Setting => new("Unfurl:Plugins:Path", Path);

    public string FileOf(string plugin) => System.IO.Path.Combine(Path, plugin, $"{plugin}.dll");

    /// <summary>An adapter without a sign-in that shows its own name for <c>/pages/{page}</c>.</summary>
    public PluginFolder AddGood(string plugin, string type, string title = "Shown") =>
        Add(
            plugin,
            ProviderType(type),
            Adapter($"Task.FromResult<Resolution>(new Resolution.Found(new Preview {{ Title = \"{title}\" }}))")
        );

    public PluginFolder Add(string plugin, params IEnumerable<string> code) => Add(plugin, code, []);

    /// <param name="references">Assemblies that the code uses beside .NET and the contract.</param>
    public PluginFolder Add(string plugin, IEnumerable<string> code, params IEnumerable<string> references)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, plugin));
        Compile(FileOf(plugin), string.Join('\n', code.Prepend(Usings)), new(1, 2, 3, 4), [Contract, .. references]);
        return this;
    }

    /// <summary>Compiles an assembly of any name and version.</summary>
    public static string Compile(string file, string code, Version version, params IEnumerable<string> references)
    {
        var text = $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]";
        var compilation = CSharpCompilation.Create(
            System.IO.Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(text)],
            Framework.Concat(references).Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        var result = compilation.Emit(stream);
        return result.Success ? file : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    public static string ProviderType(string name, string create = "new Adapter()") =>
        $$"""
            public sealed class TheType : IProviderType
            {
                public string Name => "{{name}}";
                public IProviderAdapter Create(ProviderSettings settings) => {{create}};
            }
            """;

    public static string Adapter(string resolve, string key = "link => link[\"page\"]", string more = "") =>
        $$"""
            public sealed class Adapter : IProviderAdapter
            {
                public IReadOnlyList<LinkKind> Kinds { get; } =
                    [new(new LinkPattern("Page", "/pages/{page}", "/pages/1"), (match, call, cancelled) => {{resolve}}) { Key = {{key}} }];
                public IReadOnlyList<Uri> Origins => [];
                public SignIn SignIn => new NoSignIn();
                {{more}}
            }
            """;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
