using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes.Webhooks;

/// <summary>How a recipe's tool tells that something changed.</summary>
internal sealed record RecipeWebhook
{
    /// <summary>What picks call the body.</summary>
    public const string Body = "body";

    public required DeliveryProof Proof { get; init; }

    /// <summary>What the tool calls the event; null if it does not say.</summary>
    public Pick? Event { get; init; }

    /// <summary>The id of the delivery, the same for a repeated one; null for what its body makes of it.</summary>
    public Pick? Delivery { get; init; }

    public required IReadOnlyList<WebhookChange> Changes { get; init; }

    /// <summary>What is needed of a body.</summary>
    public required JsonOutline Outline { get; init; }
}

/// <param name="Header">The header that proves that the tool sent it.</param>
/// <param name="IsToken">Whether it holds the secret itself, or else the HMAC-SHA256 of the body in hexadecimal digits.</param>
internal sealed record DeliveryProof(string Header, bool IsToken);

/// <summary>What changed with some deliveries.</summary>
/// <param name="When">Which they are; null for all.</param>
/// <param name="Values">What the names of resources may use.</param>
/// <param name="Resources">What changed. One that uses a value which the delivery does not have is left out.</param>
/// <param name="IsPurge">Whether fewer people may see it now, or nobody.</param>
internal sealed record WebhookChange(
    JsonExpression? When,
    IReadOnlyList<KeyValuePair<string, Pick>> Values,
    IReadOnlyList<Template> Resources,
    bool IsPurge
);
