using Unfurl.GitHub.Webhooks;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>Renders the rules as a table: each reads a payload whose values are their own paths.</summary>
internal static class WebhookTable
{
    // The table is the end of the page.
    public const string Head =
        "| rule for | event | action | asked about again | ended at once | whose access changed |";

    public static string Markdown() =>
        string.Concat([
            $"{Head}\n|---|---|---|---|---|---|\n",
            .. WebhookRules.Groups.SelectMany(group => group.Rules, Row),
        ]);

    private static string Row(WebhookRuleGroup group, WebhookRule rule)
    {
        var read = rule.Apply("", new Paths(""));
        var actions =
            rule.Actions.Count == 0
                ? [IsOnlyRuleOfEvent(group, rule) ? "any" : "any other"]
                : rule.Actions.Select(Code);
        var condition = rule.RequiredPath is { } path ? $", with {Code(path)}" : "";
        return $"| {group.Name} | {Code(rule.Event)} | {string.Join(", ", actions)}{condition} | {Cell(read.Refresh.Select(it => it.Name))} "
            + $"| {(read.PurgesEverything ? "everything" : Cell(read.Purge.Select(it => it.Name)))} | {Cell(read.Subjects)} |\n";
    }

    private static bool IsOnlyRuleOfEvent(WebhookRuleGroup group, WebhookRule rule) =>
        group.Rules.Count(other => other.Event == rule.Event) == 1;

    private static string Cell(IEnumerable<string> names) =>
        string.Join(", ", names.Select(Code)) is { Length: > 0 } cell ? cell : "–";

    // A name with a place in the payload is escaped as a whole.
    private static string Code(string text) => $"`{Uri.UnescapeDataString(text)}`";

    internal sealed class Paths(string prefix) : IPayload
    {
        public string Number(string path) => $"{{{prefix}{path}}}";

        public string Sha(string path) => Number(path);

        public string Name(string path) => Number(path);

        public string FullName(string path) => Number(path);

        public string NodeId(string path) => Number(path);

        public string RefName(string path) => Number(path);

        public IReadOnlyList<IPayload> Elements(string path) => [new Paths($"{prefix}{path}[].")];
    }
}
