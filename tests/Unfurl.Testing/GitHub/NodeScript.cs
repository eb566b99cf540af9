using System.Diagnostics;

namespace Unfurl.Testing.GitHub;

/// <summary>Runs the programs in <c>tests/github-double</c>.</summary>
public static class NodeScript
{
    public static Process Start(string script, params IEnumerable<string> arguments)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "graphql")))
            throw new InvalidOperationException(
                "The GitHub double's packages are missing: run ./test, or npm ci in tests/github-double."
            );

        return Process.Start(
                new ProcessStartInfo("node", [script, .. arguments])
                {
                    WorkingDirectory = folder,
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException("Node did not start.");
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Unfurl.sln")))
                return Path.Combine(folder.FullName, "tests", "github-double");
        }
        throw new InvalidOperationException($"There is no Unfurl.sln above {AppContext.BaseDirectory}.");
    }
}
