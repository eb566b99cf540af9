using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Requests;

/// <param name="When">All of them hold.</param>
internal sealed record OutcomeRule(IReadOnlyList<Condition> When, Outcome Is)
{
    public bool Holds(Answer answer, Deadline deadline) => When.All(condition => condition(answer, deadline));
}

internal delegate bool Condition(Answer answer, Deadline deadline);
