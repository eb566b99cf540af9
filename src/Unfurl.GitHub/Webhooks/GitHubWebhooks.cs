using System.Text.Json;
using System.Text.Unicode;
using Octokit.Webhooks;

namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// Reads GitHub's deliveries of repositories, organizations and GitHub Apps:
/// https://docs.github.com/en/webhooks/webhook-events-and-payloads.
/// </summary>
internal sealed class GitHubWebhooks(Secret? secret) : IWebhookReceiver
{
    // Replaces the name of an event without a rule: headers are not signed and may hold any text.
    internal const string OtherEvent = "other";

    private const int MaxDeliveryIdLength = 100;

    private const string SignatureHeader = "X-Hub-Signature-256";

    private static readonly ILookup<string, WebhookRuleGroup> GroupsByEvent = WebhookRules
        .Groups.SelectMany(group => group.Rules.Select(rule => rule.Event).Distinct(), (group, name) => (group, name))
        .ToLookup(pair => pair.name, pair => pair.group, StringComparer.Ordinal);

    public string SecretSetting => nameof(GitHubOptions.WebhookSecret);

    public bool HasSecret => secret is not null;

    public WebhookReading Read(WebhookDelivery delivery)
    {
        // The older X-Hub-Signature uses SHA-1 and is not accepted.
        if (Header(delivery, SignatureHeader) is not { } signature)
            return new WebhookReading.NoSignature(SignatureHeader);
        if (!WebhookSignature.IsValid(secret, delivery.Body.Span, signature))
            return new WebhookReading.BadSignature();

        if (Header(delivery, "X-GitHub-Delivery") is not { Length: <= MaxDeliveryIdLength } id || !IsPrintableAscii(id))
            return new WebhookReading.Malformed("X-GitHub-Delivery is missing or no delivery's id");
        if (Header(delivery, "X-GitHub-Event") is not { } name)
            return new WebhookReading.Malformed("X-GitHub-Event is missing");
        var (json, problem) = WebhookBody.JsonIn(delivery.Body, Header(delivery, "Content-Type"));
        return problem is null ? ReadJson(id, name, json) : new WebhookReading.Malformed(problem);
    }

    private static WebhookReading ReadJson(string id, string name, ReadOnlyMemory<byte> json)
    {
        try
        {
            // The parser validates only the strings that are read.
            if (!Utf8.IsValid(json.Span))
                return new WebhookReading.Malformed("the payload is not UTF-8");
            using var document = JsonDocument.Parse(WebhookBody.WithoutByteOrderMark(json), WebhookBody.Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(id, name, new JsonPayload(document.RootElement))
                : new WebhookReading.Malformed("the payload is no JSON object");
        }
        catch (JsonException)
        {
            return new WebhookReading.Malformed("the payload is no JSON, or too deep, or has a member twice");
        }
        catch (UnexpectedPayloadException exception)
        {
            return new WebhookReading.Malformed(exception.Message);
        }
    }

    private static WebhookReading Read(string id, string name, JsonPayload payload)
    {
        if (!GroupsByEvent.Contains(name))
            return new WebhookReading.Ignored(name == WebhookEventType.Ping ? name : OtherEvent);
        var effects = GroupsByEvent[name]
            .Select(group => group.Find(name, payload))
            .OfType<WebhookRule>()
            .Select(rule => rule.Apply(id, payload))
            .ToList();
        var changed = new WebhookReading.Changed(id, name)
        {
            Refresh = [.. effects.SelectMany(effect => effect.Refresh).Distinct()],
            Purge = [.. effects.SelectMany(effect => effect.Purge).Distinct()],
            PurgesEverything = effects.Exists(effect => effect.PurgesEverything),
            Subjects = [.. effects.SelectMany(effect => effect.Subjects).Distinct()],
        };
        return changed is { Refresh: [], Purge: [], Subjects: [], PurgesEverything: false }
            ? new WebhookReading.Ignored(name)
            : changed;
    }

    private static string? Header(WebhookDelivery delivery, string name) =>
        delivery.Headers.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static bool IsPrintableAscii(string text) => text.All(c => c is > ' ' and < '\u007f');
}
