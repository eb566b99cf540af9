using Microsoft.Extensions.Hosting;
using Unfurl.Demo.Site;

namespace Unfurl.Development;

/// <summary>Sends Acme's deliveries to the service, so that its previews and rows change within seconds.</summary>
internal sealed class AcmeWebhookSender(AcmeSite site, IHttpClientFactory clients) : BackgroundService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = clients.CreateClient(nameof(AcmeWebhookSender));
        http.Timeout = Timeout;
        try
        {
            await site.Deliveries.SendAsync(http, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
