using System.Diagnostics.CodeAnalysis;

namespace Unfurl.GitHub;

/// <summary>What a call to GitHub gave: a value, or why there is none.</summary>
internal readonly record struct GitHubOutcome<T>(T? Value, Resolution? Failure)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null && Value is not null;
}
