using System.Diagnostics;
using System.Xml.Linq;
using Unfurl.Server.Providers.Plugins;
using Unfurl.Testing;

namespace Unfurl.Tests.Adapters;

/// <summary>The template as an author uses it, away from everything that this machine has of it.</summary>
public sealed class TemplateTests : IDisposable
{
    // Not the version that is released: the machine may have that one already.
    private const string Version = "0.9.0-template-test";

    private static readonly string Template = RepositoryRoot.File("templates", "unfurl-adapter");

    // That of the tests themselves, as which the packages were built.
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-template-").FullName;

    private string Packages => Path.Combine(_folder, "packages");

    private string Project => Path.Combine(_folder, "Acme.Wiki");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_adapter_passes_its_tests_and_is_loaded_as_a_plugin()
    {
        await PackAsync();
        string[] hive = ["--debug:custom-hive", Path.Combine(_folder, "hive")];
        await RunAsync(["new", "install", Path.Combine(Packages, $"Unfurl.Templates.{Version}.nupkg"), .. hive]);
        string[] parameters = ["--host", "wiki.acme.com", "--packages", Packages, "--contract", Version];
        await RunAsync(["new", "unfurl-adapter", "-n", "Acme.Wiki", .. parameters, .. hive]);

        var output = await RunAsync(["test", Project, "-p:RunAnalyzers=false", "-nodeReuse:false"]);

        output.ShouldContain("Failed:     0, Passed:     5, Skipped:     0");
        var plugin = PluginLoader.Load(Publish()).ShouldHaveSingleItem();
        plugin.Problem.ShouldBeNull();
        plugin.Types.ShouldHaveSingleItem().Name.ShouldBe("Wiki");
        File.Exists(Path.Combine(Project, ".gitignore")).ShouldBeTrue();
        TextsOf(Project).ShouldAllBe(text => !text.Contains("Sample") && !text.Contains("host.example"));
    }

    [Fact]
    public void The_template_has_the_packages_and_the_contract_of_this_repository()
    {
        var versions = XDocument
            .Load(RepositoryRoot.File("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(it => it.Attribute("Include")!.Value, it => it.Attribute("Version")!.Value);
        var contract = VersionOf("src", "Unfurl.Abstractions", "Unfurl.Abstractions.csproj");

        VersionOf("src", "Unfurl.Adapters.Testing", "Unfurl.Adapters.Testing.csproj").ShouldBe(contract);
        VersionOf("templates", "Unfurl.Templates.csproj").ShouldBe(contract);
        File.ReadAllText(Path.Combine(Template, ".template.config", "template.json"))
            .ShouldContain($"\"defaultValue\": \"{contract}\"");
        foreach (var project in Directory.EnumerateFiles(Template, "*.csproj", SearchOption.AllDirectories))
        foreach (var reference in XDocument.Load(project).Descendants("PackageReference"))
            reference
                .Attribute("Version")!
                .Value.ShouldBe(versions.GetValueOrDefault(reference.Attribute("Include")!.Value, "CONTRACT_VERSION"));
    }

    private async Task PackAsync()
    {
        string[] quiet = [$"-p:PackageVersion={Version}", "-o", Packages, "-v", "quiet", "-nodeReuse:false"];
        foreach (var package in (string[])["Unfurl.Abstractions", "Unfurl.Adapters.Testing"])
            await RunAsync(["pack", RepositoryRoot.File("src", package), "--no-build", "-c", Configuration, .. quiet]);
        await RunAsync([
            "pack",
            RepositoryRoot.File("templates", "Unfurl.Templates.csproj"),
            $"-p:BaseIntermediateOutputPath={Path.Combine(_folder, "obj")}/",
            .. quiet,
        ]);
    }

    // What is built is a plugin, once its folder has the assembly's name.
    private string Publish()
    {
        var plugins = Path.Combine(_folder, "plugins");
        Directory.CreateDirectory(plugins);
        Directory.Move(
            Path.Combine(Project, "src", "Acme.Wiki", "bin", "Debug", "net10.0"),
            Path.Combine(plugins, "Acme.Wiki")
        );
        return plugins;
    }

    private static IEnumerable<string> TextsOf(string project) =>
        Directory
            .EnumerateFiles(project, "*", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(file => $"{file}\n{File.ReadAllText(file)}");

    private static string VersionOf(params string[] project) =>
        XDocument.Load(RepositoryRoot.File(project)).Descendants("Version").Single().Value;

    private async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
        };
        if (arguments[0] == "test")
            RestoreApart(start);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{await errors}");
        return output;
    }

    // Unfurl's packages go to a folder that is deleted. All others are on this machine, because these tests use them too.
    private void RestoreApart(ProcessStartInfo start)
    {
        var own =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "restored");
        if (Directory.Exists(own))
            start.Environment["NUGET_FALLBACK_PACKAGES"] = own;
    }
}
