using Dapper;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Removes credentials of accounts without a grant and a session. A returning user signs in anyway.</summary>
internal sealed class OrphanedCredentials(Database database, CredentialRemoval removal, StorageClock time) : IExpiring
{
    // Maximum number of accounts in one round. Each may wait for its providers.
    private const int BatchSize = 20;

    // A sign-in stores the credential shortly before the session.
    private static readonly TimeSpan GracePeriod = SignInService.Lifetime;

    private const string IsOrphaned = """
        is_live = 1 AND updated_at <= @before
        AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.account_id = credentials.account_id)
        AND NOT EXISTS (SELECT 1 FROM enrichments e WHERE e.account_id = credentials.account_id)
        AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = credentials.account_id AND s.expires_at > @now)
        """;

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var times = new { now, before = now - GracePeriod };
        var removed = 0;
        foreach (var account in await FindAsync(times, cancellationToken))
            removed += await removal.RemoveOrphanedAsync(
                account,
                session => IsStillOrphanedAsync(account, times, session),
                cancellationToken
            );
        return removed;
    }

    private async Task<IEnumerable<string>> FindAsync(object times, CancellationToken cancellationToken)
    {
        return await database.QueryAsync<string>(
            $"SELECT DISTINCT account_id FROM credentials WHERE {IsOrphaned} LIMIT {BatchSize}",
            times,
            cancellationToken
        );
    }

    // Rejects the account if any credential is recent, because all of them are removed together.
    private static async Task<bool> IsStillOrphanedAsync(string account, object times, Session session)
    {
        var parameters = new DynamicParameters(times);
        parameters.Add("account", account);
        return await session.QuerySingleAsync<long>(
                $"SELECT count(*) FROM credentials WHERE account_id = @account AND is_live = 1 AND NOT ({IsOrphaned})",
                parameters
            ) == 0;
    }
}
