namespace Unfurl.Notion.Lab;

/// <summary>What came of telling the service that a preview or a connection is gone.</summary>
/// <param name="Status">The answer's status; null when no call was due or none was answered.</param>
/// <param name="Violations">Why the answer was wrong; empty when it was right.</param>
public sealed record CallOutcome(int? Status, IReadOnlyList<string> Violations)
{
    public static readonly CallOutcome NotNeeded = new(null, []);
}
