using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Unfurl.Demo;

/// <summary>Reads Acme's deliveries: which entry has changed, signed with HMAC-SHA256 over the body.</summary>
internal sealed class AcmeWebhooks(Secret? secret) : IWebhookReceiver
{
    public const string SignatureHeader = "X-Acme-Signature";
    public const string DeliveryHeader = "X-Acme-Delivery";
    public const string Scheme = "sha256=";

    public const string Changed = "changed";

    // Somebody may no longer see it.
    public const string Hidden = "hidden";

    private const int MaxLength = 100;

    private static readonly string[] Types = ["item", "report", "person", "board"];

    public string SecretSetting => nameof(AcmeOptions.WebhookSecret);

    public bool HasSecret => secret is not null;

    public WebhookReading Read(WebhookDelivery delivery)
    {
        if (!delivery.Headers.TryGetValue(SignatureHeader, out var signature) || signature.Length == 0)
            return new WebhookReading.NoSignature(SignatureHeader);
        if (!IsSigned(signature, delivery.Body.Span))
            return new WebhookReading.BadSignature();
        if (Parse(delivery.Body.Span) is not { } change)
            return new WebhookReading.Malformed("the body is no JSON with event, type and id");
        if (change.Event is not (Changed or Hidden))
            return new WebhookReading.Ignored("other");
        if (!Types.Contains(change.Type) || change.Id.Length is 0 or > MaxLength)
            return new WebhookReading.Malformed("type or id is none of Acme's");
        if (!delivery.Headers.TryGetValue(DeliveryHeader, out var id) || !IsId(id))
            return new WebhookReading.Malformed($"{DeliveryHeader} is missing");
        IReadOnlyList<Resource> resources = [new($"{change.Type}:{change.Id}")];
        return change.Event == Hidden
            ? new WebhookReading.Changed(id, Hidden) { Purge = resources }
            : new WebhookReading.Changed(id, Changed) { Refresh = resources };
    }

    private bool IsSigned(string signature, ReadOnlySpan<byte> body) =>
        secret is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(
                Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), body))
            )
        );

    private static AcmeDelivery? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AcmeJson.Default.AcmeDelivery);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsId(string id) => id.Length is > 0 and <= MaxLength && id.All(c => c is > ' ' and < '\x7f');
}
