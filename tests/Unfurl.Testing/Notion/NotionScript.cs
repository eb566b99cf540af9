using System.Diagnostics;
using System.Text;
using Shouldly;

namespace Unfurl.Testing.Notion;

/// <summary>Runs the scripts in <c>tests/notion-sdk</c>. They are spoken to in lines.</summary>
public sealed class NotionScript : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NotionScript(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static NotionScript Start(string script)
    {
        var folder = RepositoryRoot.File("tests", "notion-sdk");
        Directory
            .Exists(Path.Combine(folder, "node_modules", "@notionhq"))
            .ShouldBeTrue("run ./test, or npm ci in tests/notion-sdk");
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new(Process.Start(start)!);
    }

    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    // A script that doubts says why in its error output, and ends.
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new ShouldAssertException($"the script gave up: {await _errors}");

    // Ends the input, and gives what is left of the output.
    public async Task<IReadOnlyList<string>> FinishAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        var output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        _process.ExitCode.ShouldBe(0, await _errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
