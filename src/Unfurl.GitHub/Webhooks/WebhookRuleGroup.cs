namespace Unfurl.GitHub.Webhooks;

/// <summary>Rules for cards of one kind, or about one subject. The first that matches an event applies.</summary>
internal sealed class WebhookRuleGroup(string name, IEnumerable<WebhookRule> rules)
{
    public string Name { get; } = name;

    public IReadOnlyList<WebhookRule> Rules { get; } = [.. rules];

    public WebhookRule? Find(string name, JsonPayload payload) =>
        Rules.FirstOrDefault(rule => rule.Event == name && rule.Matches(payload));
}
