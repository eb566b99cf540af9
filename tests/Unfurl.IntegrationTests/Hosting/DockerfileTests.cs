using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>Runs the steps of the Dockerfile that need no container.</summary>
public sealed partial class DockerfileTests : IDisposable
{
    private static readonly string Dockerfile = File.ReadAllText(RepositoryRoot.File("Dockerfile"));

    private readonly string _source = Directory.CreateTempSubdirectory("unfurl-image-").FullName;

    public void Dispose() => Directory.Delete(_source, recursive: true);

    [Fact]
    public async Task The_image_starts_and_its_health_check_reports_readiness()
    {
        var app = Path.Combine(_source, "app");
        CopySources();
        foreach (var step in BuildSteps())
            await RunAsync(step.Replace("--output /app", $"--output {app}", StringComparison.Ordinal));
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
    public void Every_project_file_is_copied_before_packages_are_restored()
    {
        var projects = Directory.GetDirectories(RepositoryRoot.File("src")).Select(Path.GetFileName);

        foreach (var project in projects)
            Dockerfile.ShouldContain($"COPY src/{project}/*.csproj src/{project}/");
    }

    [Fact]
    public void It_does_not_run_as_root() => Dockerfile.ShouldContain("USER $APP_UID");

    // The files of the COPY lines, without build output.
    private void CopySources()
    {
        string[] files = ["global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt"];
        foreach (var file in files)
            File.Copy(RepositoryRoot.File(file), Path.Combine(_source, file));
        var root = RepositoryRoot.File("src");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            var target = Path.Combine(_source, "src", relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

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

    [GeneratedRegex("^HEALTHCHECK .*CMD (?<command>.*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex HealthCheck();
}
