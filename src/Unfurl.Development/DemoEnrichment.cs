using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Unfurl.Demo.Site;
using Unfurl.Notion.Lab;

namespace Unfurl.Development;

/// <summary>
/// Fills the demo database as Ada, without her signing in. Both Acme and the simulator forget at a restart what the service's
/// database keeps, so the enrichment is made anew at each start.
/// </summary>
internal sealed partial class DemoEnrichment(
    DemoDatabase database,
    AcmeSite site,
    ILabEnricher enricher,
    ServerStarted started,
    TimeProvider time,
    ILogger<DemoEnrichment> logger
) : BackgroundService
{
    private const string Login = "ada";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await started.WaitAsync(stoppingToken);
            while (!await TryAsync(stoppingToken))
                await Task.Delay(RetryDelay, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await enricher.EnrichAsync(Enrichment(), cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception.GetType().Name);
            return false;
        }
    }

    private LabEnrichment Enrichment()
    {
        var tokens = site.IssueTokens(Login);
        return new(
            DemoConnection.Name,
            DemoConnection.Name,
            database.Mapping,
            [$"{AcmeCatalog.Host}/"],
            new(
                AcmeDemo.Name,
                site.Find($"/people/{Login}")!.Id,
                Login,
                tokens.AccessToken,
                tokens.RefreshToken,
                time.GetUtcNow() + tokens.ExpiresIn
            )
        );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The demo database is not filled yet, and tried again: {Exception}"
        )]
        public static partial void Failed(ILogger logger, string exception);
    }
}
