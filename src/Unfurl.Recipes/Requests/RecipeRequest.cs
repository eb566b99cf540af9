using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes.Requests;

/// <summary>A request of a recipe.</summary>
internal sealed record RecipeRequest
{
    public const string Json = "json";
    public const string Page = "html";
    public const string Text = "text";

    public required string Name { get; init; }

    /// <summary>Below the base address.</summary>
    public required Template Address { get; init; }

    public required string As { get; init; }

    /// <summary>What of its answer is needed, if that is JSON.</summary>
    public JsonOutline Outline { get; init; } = new();

    /// <summary>Whether the card is made without it where it fails.</summary>
    public bool IsOptional { get; init; }

    public bool FollowsRedirects { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<OutcomeRule> Outcomes { get; init; } = [];

    /// <summary>What later requests and texts may use of the answer.</summary>
    public IReadOnlyList<KeyValuePair<string, Pick>> Values { get; init; } = [];
}
