using System.Text.Json.Nodes;
using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>Payloads made of GitHub's published schemas: with what they must have, and with all that they may have.</summary>
[NeedsNode]
public sealed class WebhookPayloadTests
{
    private static readonly Lazy<Task<IReadOnlyList<(string Event, string Json)>>> Payloads = new(MakeAsync);

    [Fact]
    public async Task Every_payload_that_the_schemas_allow_is_accepted()
    {
        var payloads = await Payloads.Value;

        payloads.Count.ShouldBeGreaterThan(440);
        payloads.Select(it => it.Event).Distinct().Count().ShouldBeGreaterThan(60);
        foreach (var (name, json) in payloads)
            new GitHubDelivery(name, json).Read().ShouldNotBeOfType<WebhookReading.Malformed>($"{name}: {json}");
    }

    [Fact]
    public async Task Every_event_that_a_rule_knows_has_a_payload_that_changes_cards()
    {
        var payloads = await Payloads.Value;
        var known = WebhookRules.Groups.SelectMany(group => group.Rules).Select(rule => rule.Event).ToHashSet();

        foreach (var payload in payloads.GroupBy(it => it.Event).Where(it => known.Contains(it.Key)))
            payload
                .Select(it => new GitHubDelivery(it.Event, it.Json).Read())
                .ShouldContain(read => read is WebhookReading.Changed, payload.Key);
    }

    private static async Task<IReadOnlyList<(string Event, string Json)>> MakeAsync()
    {
        using var script = NodeScript.Start("payloads.mjs");
        script.StandardInput.Close();
        var lines = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!)
                .Select(line => (line["event"]!.GetValue<string>(), line["payload"]!.ToJsonString())),
        ];
    }
}
