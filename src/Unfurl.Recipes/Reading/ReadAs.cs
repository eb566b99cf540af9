using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Reading;

/// <summary>How the answer to a request is read.</summary>
/// <param name="Kind">One of those of a request's <c>as</c>.</param>
/// <param name="Outline">What is needed of it: each pick that is read adds to it.</param>
internal sealed record ReadAs(string Kind, JsonOutline Outline);
