using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>What a column should hold: a closed set.</summary>
internal abstract record Desired
{
    private Desired() { }

    /// <summary>The card has no such value.</summary>
    public sealed record Nothing : Desired;

    /// <summary>This value, with its canonical text; a problem that does not prevent it may stand beside.</summary>
    public sealed record Value(string Canonical, JsonNode Json, FieldProblem? Note = null) : Desired;

    /// <summary>It is left as it is.</summary>
    public sealed record Unwritable(FieldProblem Problem) : Desired;
}
