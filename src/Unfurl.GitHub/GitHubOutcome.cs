using System.Diagnostics.CodeAnalysis;

namespace Unfurl.GitHub;

/// <summary>
/// The value of a call to GitHub, or the failure. A transient failure may not occur again on an immediate retry, and a
/// query that is too heavy may succeed with fewer fields.
/// </summary>
internal readonly record struct GitHubOutcome<T>(
    T? Value,
    Resolution? Failure,
    bool IsTransient = false,
    bool IsTooHeavy = false
)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null && Value is not null;
}
