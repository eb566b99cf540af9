using Unfurl.Server.Providers.Plugins;
using static Unfurl.Testing.Providers.PluginFolder;

namespace Unfurl.IntegrationTests.Providers.Plugins;

/// <summary>What is wrong with a plugin is said with its name and with what to do, and no other plugin feels it.</summary>
public sealed class PluginLoaderTests : IDisposable
{
    private const string Resolve = "Task.FromResult<Resolution>(new Resolution.NotFound())";

    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plugin_is_loaded_with_its_version_and_hash()
    {
        _folder.AddGood("Acme.Wiki", "Wiki");

        var plugin = LoadOne();

        plugin.Problem.ShouldBeNull();
        plugin.Types.ShouldHaveSingleItem().Name.ShouldBe("Wiki");
        plugin.Version.ShouldBe("1.2.3.4");
        plugin.Sha256.ShouldBe(
            Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder.FileOf("Acme.Wiki")))
            )
        );
    }

    [Fact]
    public void One_assembly_may_have_several_types()
    {
        _folder.Add(
            "Acme",
            ProviderType("Wiki"),
            ProviderType("Tracker").Replace("TheType", "Other"),
            Adapter(Resolve)
        );

        LoadOne().Types.Select(type => type.Name).ShouldBe(["Wiki", "Tracker"], ignoreOrder: true);
    }

    public static TheoryData<string, string> Faulty =>
        new()
        {
            { "public class Nothing { public static Type Contract = typeof(IProviderType); }", "has no public class" },
            { ProviderType("A", "null").Replace("public sealed", "internal sealed"), "has no public class" },
            {
                ProviderType("A", "null").Replace("public string", "public TheType(int n) { } public string"),
                "has no public class"
            },
            {
                ProviderType("A", "null")
                    .Replace(
                        "public string",
                        "public TheType() => throw new FormatException(\"hidden\"); public string"
                    ),
                "failed with FormatException"
            },
            {
                ProviderType("A", "null")
                    .Replace(
                        "public string",
                        "static TheType() => throw new FormatException(\"hidden\"); public string"
                    ),
                "failed with FormatException"
            },
            {
                ProviderType("A", "null").Replace("=> \"A\"", "=> throw new FormatException(\"hidden\")"),
                "failed with FormatException"
            },
            { ProviderType("A", "null").Replace("\"A\"", "null"), "failed with InvalidOperationException" },
            {
                "public static class Initial { [System.Runtime.CompilerServices.ModuleInitializer] public static void Run() => throw new FormatException(\"hidden\"); }"
                    + ProviderType("A", "null"),
                "failed with FormatException"
            },
        };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_plugin_is_not_loaded(string code, string problem)
    {
        _folder.Add("Acme.Faulty", code).AddGood("Acme.Good", "Good");

        var plugins = PluginLoader.Load(_folder.Path);

        plugins[0].Problem!.Text.ShouldStartWith(problem);
        plugins[0].Problem!.Text.ShouldNotContain("hidden");
        plugins[1].Problem.ShouldBeNull();
    }

    [Fact]
    public void A_plugin_that_never_comes_back_is_left_alone()
    {
        var hangs = ProviderType("A", "null")
            .Replace("public string", "public TheType() => Thread.Sleep(Timeout.Infinite); public string");
        _folder.Add("Acme.Faulty", hangs).AddGood("Acme.Good", "Good");

        var plugins = PluginLoader.Load(_folder.Path, TimeSpan.FromSeconds(1));

        plugins[0].Problem!.Text.ShouldStartWith("did not come back");
        plugins[1].Problem.ShouldBeNull();
    }

    [Fact]
    public void A_folder_without_its_assembly_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "Acme.Empty"));

        LoadOne().Problem!.Text.ShouldStartWith("has no file Acme.Empty.dll");
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("no assembly")]
    public void A_file_that_is_no_assembly_is_named(string content)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "Acme.Text"));
        File.WriteAllText(_folder.FileOf("Acme.Text"), content);

        LoadOne().Problem!.Text.ShouldStartWith("is no .NET assembly");
    }

    [Fact]
    public void An_assembly_that_does_not_know_the_contract_is_named()
    {
        Compile(_folder.FileOf("Acme.Library"), "public class Library { }", new Version(1, 0));

        LoadOne().Problem!.Text.ShouldStartWith("does not use Unfurl.Abstractions");
    }

    [Theory]
    [InlineData("0.8.0.0")]
    [InlineData("1.0.0.0")]
    public void A_plugin_of_another_contract_is_named_with_both_versions(string version)
    {
        using var elsewhere = new PluginFolder();
        var contract = Compile(
            Path.Combine(elsewhere.Path, "Unfurl.Abstractions.dll"),
            "namespace Unfurl.Adapters { public interface IProviderType { } }",
            Version.Parse(version)
        );
        Compile(
            _folder.FileOf("Acme.Old"),
            "public class Old : Unfurl.Adapters.IProviderType { }",
            new Version(1, 0),
            contract
        );

        LoadOne()
            .Problem!.Text.ShouldStartWith(
                $"was built against version {version[..3]} of Unfurl.Abstractions, and this service has 0.9"
            );
    }

    [Theory]
    [InlineData("0.9.0.0", "0.9.7.0", true)]
    [InlineData("0.8.0.0", "0.9.0.0", false)]
    [InlineData("1.2.0.0", "1.2.0.0", true)]
    [InlineData("1.2.0.0", "1.3.0.0", true)]
    [InlineData("1.3.0.0", "1.2.0.0", false)]
    [InlineData("1.3.0.0", "2.3.0.0", false)]
    public void Plugins_run_with_their_own_and_later_minor_versions(string built, string own, bool runs) =>
        PluginLoader.IsCompatible(Version.Parse(built), Version.Parse(own)).ShouldBe(runs);

    [Fact]
    public void A_missing_dependency_is_named()
    {
        using var elsewhere = new PluginFolder();
        var library = Compile(Path.Combine(elsewhere.Path, "Acme.Library.dll"), Library("one"), new Version(3, 0));
        _folder.Add("Acme.Wiki", [UsesLibrary], library);

        LoadOne().Problem!.Text.ShouldStartWith("needs Acme.Library, Version=3.0.0.0");
    }

    [Fact]
    public void Each_plugin_has_its_own_version_of_a_library()
    {
        foreach (var (plugin, text, major) in new[] { ("Acme.One", "one", 1), ("Acme.Two", "two", 2) })
        {
            var library = Compile(
                Path.Combine(_folder.Path, plugin, "Acme.Library.dll"),
                Library(text),
                new Version(major, 0)
            );
            _folder.Add(plugin, [UsesLibrary], library);
        }

        PluginLoader
            .Load(_folder.Path)
            .SelectMany(plugin => plugin.Types)
            .Select(type => type.Name)
            .ShouldBe(["one", "two"]);
    }

    // They are another version's tomorrow.
    [Fact]
    public void The_packages_of_the_service_are_not_there_for_plugins()
    {
        var dapper = Path.Combine(AppContext.BaseDirectory, "Dapper.dll");
        _folder.Add("Acme.Wiki", [ProviderType("A", "null").Replace("\"A\"", "typeof(Dapper.SqlMapper).Name")], dapper);

        LoadOne().Problem!.Text.ShouldStartWith("needs Dapper");
    }

    [Fact]
    public void A_copy_of_the_contract_beside_a_plugin_is_not_used()
    {
        _folder.AddGood("Acme.Wiki", "Wiki");
        File.Copy(
            typeof(IProviderType).Assembly.Location,
            Path.Combine(_folder.Path, "Acme.Wiki", "Unfurl.Abstractions.dll")
        );

        LoadOne().Types.ShouldHaveSingleItem().ShouldBeAssignableTo<IProviderType>();
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_runs_changes_nothing()
    {
        _folder.AddGood("Acme.Wiki", "Wiki");
        var type = LoadOne().Types.Single();

        File.WriteAllBytes(_folder.FileOf("Acme.Wiki"), []);

        type.Name.ShouldBe("Wiki");
        LoadOne().Problem.ShouldNotBeNull();
    }

    private Plugin LoadOne() => PluginLoader.Load(_folder.Path).ShouldHaveSingleItem();

    private static string Library(string text) =>
        $"public static class Library {{ public static string Text => \"{text}\"; }}";

    private static string UsesLibrary => ProviderType("A", "null").Replace("\"A\"", "Library.Text");
}
