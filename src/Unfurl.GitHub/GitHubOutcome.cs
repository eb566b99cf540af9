using System.Diagnostics.CodeAnalysis;

namespace Unfurl.GitHub;

/// <summary>What a call to GitHub gave: a value, or why there is none.</summary>
/// <param name="Value">The value.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="IsTransient">Whether the same call may well succeed a moment later.</param>
internal readonly record struct GitHubOutcome<T>(T? Value, Resolution? Failure, bool IsTransient = false)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null && Value is not null;
}
