using System.Text.Json;
using Jint;

namespace Unfurl.Adapters.Testing.Patterns;

/// <summary>Runs regular expressions in a JavaScript engine, as Notion's portal does.</summary>
internal sealed class PortalEngine : IDisposable
{
    private const int MaxMemoryBytes = 64 * 1024 * 1024;

    // A match takes microseconds. One that takes this long backtracks without end.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private const string Script = """
        const expressions = new Map();
        function find(expression, text) {
          if (!expressions.has(expression)) expressions.set(expression, new RegExp(expression));
          const match = expressions.get(expression).exec(text);
          return match ? JSON.stringify(match.groups ?? {}) : null;
        }
        """;

    private readonly Engine _engine = new(options =>
        options
            .Strict()
            .LimitMemory(MaxMemoryBytes)
            .TimeoutInterval(MatchTimeout + MatchTimeout)
            .RegexTimeoutInterval(MatchTimeout)
    );

    public PortalEngine() => _engine.Execute(Script);

    /// <returns>The named groups that matched; null if the expression does not match.</returns>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public IReadOnlyDictionary<string, string>? Match(string expression, string text)
    {
        // A group that did not match is undefined, which JSON leaves out.
        var groups = _engine.Invoke("find", expression, text);
        return groups.IsNull() ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(groups.AsString());
    }

    public void Dispose() => _engine.Dispose();
}
