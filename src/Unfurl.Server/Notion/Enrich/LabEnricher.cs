using Unfurl.Notion.Lab;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>Fills the database of the lab. The next round of the workers takes it up.</summary>
internal sealed class LabEnricher(
    SignInService signIns,
    EnrichmentRepository enrichments,
    NotionConnections connections,
    ProviderRegistry providers,
    Database database,
    StorageClock time
) : ILabEnricher
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task EnrichAsync(LabEnrichment enrichment, CancellationToken cancellationToken = default)
    {
        var signIn = enrichment.SignIn;
        if (!providers.TryGet(signIn.Provider, out var instance))
            throw new InvalidOperationException($"There is no provider instance {signIn.Provider}.");
        var user = await signIns.CompleteAsync(
            instance,
            new(signIn.Subject, signIn.Login),
            new TokenResponse(signIn.AccessToken, signIn.RefreshToken, signIn.ExpiresAt),
            addTo: null,
            cancellationToken
        );
        // Otherwise the first round would come too early, and the next one in a minute.
        while (await connections.FindAsync(enrichment.Connection, cancellationToken) is { User: null, Failure: null })
            await Task.Delay(Step, time, cancellationToken);
        // The rows of another database are of no use.
        await enrichments.RemoveAsync(enrichment.Name, cancellationToken);
        await enrichments.SaveAsync(
            enrichment.Name,
            enrichment.Connection,
            user!.AccountId,
            new(
                enrichment.Mapping,
                [.. enrichment.Places.Select(place => Place.Parse(place, providers)).OfType<Place>()]
            ),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task ReadSoonAsync(string name, CancellationToken cancellationToken = default) =>
        database.ExecuteAsync(
            "UPDATE enrichments SET read_at = @now WHERE name = @name",
            new { name, now = time.GetUtcNow() },
            cancellationToken
        );
}
