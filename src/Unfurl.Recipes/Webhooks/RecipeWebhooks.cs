using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes.Webhooks;

/// <summary>Reads the deliveries of a recipe's tool.</summary>
internal sealed class RecipeWebhooks(
    RecipeWebhook webhook,
    Secret? secret,
    IReadOnlyDictionary<string, string> settings
) : IWebhookReceiver
{
    private const string Scheme = "sha256=";
    private const int MaxNameLength = 500;
    private const int MaxEventLength = 50;
    private const int MaxIdLength = 100;

    public string SecretSetting => nameof(RecipeOptions.WebhookSecret);

    public bool HasSecret => secret is not null;

    public WebhookReading Read(WebhookDelivery delivery)
    {
        if (!delivery.Headers.TryGetValue(webhook.Proof.Header, out var proof) || proof.Length == 0)
            return new WebhookReading.NoSignature(webhook.Proof.Header);
        if (!IsProved(proof, delivery.Body.Span))
            return new WebhookReading.BadSignature();
        try
        {
            return ReadProved(delivery);
        }
        catch (Exception exception) when (exception is UnreadableAnswerException or RegexMatchTimeoutException)
        {
            return new WebhookReading.Malformed(Deadline.Reason);
        }
    }

    private WebhookReading ReadProved(WebhookDelivery delivery)
    {
        var body = new Answer(200, delivery.Headers, delivery.Body.ToArray(), webhook.Outline);
        if (body.Json is null)
            return new WebhookReading.Malformed("the body is no JSON");
        var bodies = new Dictionary<string, Answer> { [RecipeWebhook.Body] = body };
        var context = new PickContext(bodies, new TemplateValues(settings));
        var name = EventOf(webhook.Event?.First(context));
        var (refresh, purge) = (new List<Resource>(), new List<Resource>());
        foreach (var change in webhook.Changes)
        {
            if (change.When?.IsTrueOf(body) is not false)
                (change.IsPurge ? purge : refresh).AddRange(ResourcesOf(change, bodies));
        }
        return refresh.Count + purge.Count == 0
            ? new WebhookReading.Ignored(name)
            : new WebhookReading.Changed(IdOf(webhook.Delivery?.First(context), delivery), name)
            {
                Refresh = refresh,
                Purge = purge,
            };
    }

    private IEnumerable<Resource> ResourcesOf(WebhookChange change, IReadOnlyDictionary<string, Answer> bodies)
    {
        var values = new TemplateValues(settings);
        var context = new PickContext(bodies, values);
        foreach (var (name, pick) in change.Values)
        {
            if (pick.First(context) is { } value)
                values.Set(name, value.Trim());
        }
        return change
            .Resources.Where(resource => resource.Names.All(values.Has))
            .Select(resource => resource.Render(values))
            .Where(name => name.Length is > 0 and <= MaxNameLength)
            .Select(name => new Resource(name));
    }

    private bool IsProved(string proof, ReadOnlySpan<byte> body)
    {
        if (secret?.Reveal() is not { Length: > 0 } key)
            return false;
        var known = Encoding.UTF8.GetBytes(key);
        if (webhook.Proof.IsToken)
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(proof), known);
        // Tools send the bare digits, or the scheme before them.
        var digits = proof.StartsWith(Scheme, StringComparison.Ordinal) ? proof[Scheme.Length..] : proof;
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(digits.ToLowerInvariant()),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(known, body)))
        );
    }

    // It is a label of metrics.
    private static string EventOf(string? name) =>
        name is { Length: <= MaxEventLength } && name.All(c => char.IsAsciiLetterOrDigit(c) || " _-.:".Contains(c))
            ? name
            : "other";

    private static string IdOf(string? id, WebhookDelivery delivery) =>
        id is { Length: <= MaxIdLength } && id.All(c => c is > ' ' and < '\x7f')
            ? id
            : Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span));
}
