using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Unfurl.Demo.Site;

/// <summary>
/// Tells one subscriber of changed entries, in the background. What it does not take is not sent again: a delivery is a hint.
/// </summary>
public sealed class AcmeDeliveries
{
    private const int MaxWaiting = 100;

    private readonly AcmeSiteOptions _options;

    // Whoever changes an entry never waits, and of too many changes the latest are told.
    private readonly Channel<AcmeDelivery> _waiting = Channel.CreateBounded<AcmeDelivery>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    internal AcmeDeliveries(AcmeSiteOptions options) => _options = options;

    /// <summary>Sends what there is to tell, until it is cancelled.</summary>
    public async Task SendAsync(HttpClient http, CancellationToken cancellationToken)
    {
        if (_options is not { WebhookUrl: { } url, WebhookSecret: { } secret })
            return;
        await foreach (var delivery in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                using var request = RequestOf(delivery, url, secret);
                using var response = await http.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                // Nobody listens.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Too slow.
            }
        }
    }

    internal void Tell(AcmeEntry before, AcmeEntry after)
    {
        if (_options.WebhookUrl is null)
            return;
        var isHidden = before.Fault != after.Fault || before.VisibleTo != after.VisibleTo;
        _waiting.Writer.TryWrite(
            new AcmeDelivery(isHidden ? AcmeWebhooks.Hidden : AcmeWebhooks.Changed, TypeOf(after), after.Id)
        );
    }

    private static HttpRequestMessage RequestOf(AcmeDelivery delivery, Uri url, Secret secret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(delivery, AcmeJson.Default.AcmeDelivery);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(AcmeWebhooks.DeliveryHeader, RandomToken.New(""));
        request.Headers.Add(
            AcmeWebhooks.SignatureHeader,
            AcmeWebhooks.Scheme
                + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), body))
        );
        return request;
    }

    private static string TypeOf(AcmeEntry entry) =>
        entry switch
        {
            AcmeItem => "item",
            AcmeReport => "report",
            AcmePerson => "person",
            _ => "board",
        };
}
