using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Shouldly;

namespace Unfurl.Testing;

/// <summary>Runs regular expressions in a JavaScript engine (Node.js), as Notion does.</summary>
public static class JavaScript
{
    private const string Script = """
        const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line);
        const answers = lines.map(line => {
          const [expression, text] = JSON.parse(line);
          const match = new RegExp(expression).exec(text);
          return match ? Object.fromEntries(Object.entries(match.groups).map(([name, value]) => [name, value ?? null])) : null;
        });
        process.stdout.write(JSON.stringify(answers));
        """;

    // The named groups per expression; null for a group that did not match, and for an expression that did not match.
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>?>> MatchAsync(
        IEnumerable<(string Expression, string Text)> questions
    )
    {
        using var node = Start();
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var (expression, text) in questions)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize<string[]>([expression, text]));
        node.StandardInput.Close();
        await node.WaitForExitAsync();

        node.ExitCode.ShouldBe(0, await errors);
        return JsonSerializer.Deserialize<List<Dictionary<string, string?>?>>(await output)!;
    }

    public static async Task<IReadOnlyList<IReadOnlyCollection<string>>> GroupsAsync(IEnumerable<string> expressions)
    {
        // With an empty alternative every expression matches, so that its groups are listed.
        var matches = await MatchAsync(expressions.Select(expression => ($"{expression}|", "")));
        return [.. matches.Select(match => match!.Keys.ToArray())];
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("node", ["-e", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                "This test needs a real JavaScript engine: install Node.js, so that `node` is on the PATH.",
                exception
            );
        }
    }
}
