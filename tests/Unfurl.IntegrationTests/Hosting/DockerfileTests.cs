using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Unfurl.Server.Configuration;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>Runs the steps of the Dockerfile that need no container.</summary>
public sealed partial class DockerfileTests : IDisposable
{
    /// <summary>What is published of ours; what is for Development is left out.</summary>
    private static readonly string[] Assemblies =
    [
        "Unfurl.Abstractions",
        "Unfurl.GitHub",
        "Unfurl.Html",
        "Unfurl.Notion",
        "Unfurl.Recipes",
        "Unfurl.Server",
        "Unfurl.WebPages",
    ];

    private static readonly string Dockerfile = File.ReadAllText(RepositoryRoot.File("Dockerfile"));

    private readonly string _source = Directory.CreateTempSubdirectory("unfurl-image-").FullName;

    public void Dispose() => Directory.Delete(_source, recursive: true);

    [Fact]
    public async Task The_image_starts_and_its_health_check_reports_readiness()
    {
        var app = Path.Combine(_source, "app");
        var steps = BuildSteps().ToList();
        CopyProjectFiles();
        await RunAsync(steps[0]);
        CopySources();
        // Without the machine code, which is the same program and takes a minute of two processors.
        await RunAsync(
            $"{steps[1].Replace("--output /app", $"--output {app}", StringComparison.Ordinal)} -p:PublishReadyToRun=false"
        );
        PublishedAssemblies(app).ShouldBe(Assemblies, ignoreOrder: true);
        DependenciesOfOurs(app).ShouldBe(Assemblies, ignoreOrder: true);
        Directory.GetFiles(app, "appsettings*").ShouldBeEmpty();
        var program = Path.Combine(app, "Unfurl.Server.dll");
        await using var service = ServiceProcess.Start(Some.MinimalProductionSettings(), program: program);
        await service.WaitUntilListeningAsync();
        using var client = service.CreateClient();

        var ready = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var style = await client.GetAsync("/site.css", TestContext.Current.CancellationToken);
        var whileUp = await HealthCheckAsync(program, service.Url);
        await service.StopAsync();
        var whenGone = await HealthCheckAsync(program, service.Url);

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        style.StatusCode.ShouldBe(HttpStatusCode.OK);
        whileUp.ShouldBe(0);
        whenGone.ShouldBe(1);
    }

    [Fact]
    public void The_project_files_of_what_is_published_are_copied_before_packages_are_restored()
    {
        CopiedProjects().ShouldBe(Assemblies, ignoreOrder: true);
        Assemblies.SelectMany(References).Distinct().ShouldBeSubsetOf(Assemblies);
    }

    [Fact]
    public void The_service_is_not_compiled_against_what_is_for_Development()
    {
        var references = typeof(UnfurlOptions).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        references.Where(name => name.StartsWith("Unfurl.", StringComparison.Ordinal)).ShouldBeSubsetOf(Assemblies);
    }

    [Fact]
    public void It_does_not_run_as_root() => Dockerfile.ShouldContain("USER $APP_UID");

    /// <summary>What the first COPY lines bring: enough to restore packages.</summary>
    private void CopyProjectFiles()
    {
        string[] files = ["global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt"];
        foreach (var file in files)
            File.Copy(RepositoryRoot.File(file), Path.Combine(_source, file));
        foreach (var project in CopiedProjects())
            CopySource(RepositoryRoot.File("src", project, $"{project}.csproj"));
    }

    /// <summary>What the last COPY lines bring: sources without anything built.</summary>
    private void CopySources()
    {
        var files = CopiedFolders()
            .SelectMany(folder =>
                Directory.EnumerateFiles(RepositoryRoot.File(folder), "*", SearchOption.AllDirectories)
            );
        foreach (var file in files)
        {
            var relative = Path.GetRelativePath(RepositoryRoot.File(), file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                CopySource(file);
        }
    }

    private void CopySource(string file)
    {
        var target = Path.Combine(_source, Path.GetRelativePath(RepositoryRoot.File(), file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target, overwrite: true);
    }

    private static IEnumerable<string> PublishedAssemblies(string app) =>
        Directory.GetFiles(app, "Unfurl.*.dll").Select(file => Path.GetFileNameWithoutExtension(file));

    private static IEnumerable<string> DependenciesOfOurs(string app)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(app, "Unfurl.Server.deps.json")));
        return
        [
            .. dependencies
                .RootElement.GetProperty("libraries")
                .EnumerateObject()
                .Select(library => library.Name.Split('/')[0])
                .Where(name => name.StartsWith("Unfurl.", StringComparison.Ordinal)),
        ];
    }

    /// <summary>The projects that a project is published with.</summary>
    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(RepositoryRoot.File("src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Where(reference => reference.Attribute("Condition") is null)
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static IEnumerable<string> CopiedProjects() =>
        ProjectCopy().Matches(Dockerfile).Select(copy => copy.Groups["project"].Value);

    private static IEnumerable<string> CopiedFolders() =>
        FolderCopy().Matches(Dockerfile).Select(copy => copy.Groups["folder"].Value);

    private static IEnumerable<string> BuildSteps() =>
        DotnetStep().Matches(Dockerfile).Select(step => step.Groups["command"].Value);

    private async Task RunAsync(string command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", command])
            {
                WorkingDirectory = _source,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                // No build server may keep the temporary folder in use.
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
            }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);
    }

    private static async Task<int> HealthCheckAsync(string program, Uri url)
    {
        var command = JsonSerializer.Deserialize<string[]>(HealthCheck().Match(Dockerfile).Groups["command"].Value)!;
        command[1].ShouldBe("/app/Unfurl.Server.dll");
        var start = new ProcessStartInfo(command[0], [program, .. command[2..]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // As set by the image.
        start.Environment["ASPNETCORE_HTTP_PORTS"] = $"{url.Port}";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    [GeneratedRegex("^RUN (?<command>dotnet .*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex DotnetStep();

    [GeneratedRegex(@"^COPY src/(?<project>[\w.]+)/\*\.csproj src/\k<project>/$", RegexOptions.Multiline, 1000)]
    private static partial Regex ProjectCopy();

    [GeneratedRegex(@"^COPY (?<folder>\w+) \k<folder>$", RegexOptions.Multiline, 1000)]
    private static partial Regex FolderCopy();

    [GeneratedRegex("^HEALTHCHECK .*CMD (?<command>.*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex HealthCheck();
}
