using System.Data.Common;
using Dapper;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>
/// Credentials of accounts that have no connection and no session left: their last grant expired, or they signed in and
/// never connected. Whoever comes back signs in anyway, so nothing is lost by ending them.
/// </summary>
internal sealed class OrphanedCredentials(Database database, CredentialRemoval removal, TimeProvider time) : IExpiring
{
    /// <summary>How many accounts are looked after in a round: each may wait for its providers.</summary>
    private const int BatchSize = 20;

    /// <summary>A sign-in stores the credential a moment before the session.</summary>
    private static readonly TimeSpan GracePeriod = SignInService.Lifetime;

    private const string IsOrphaned = """
        is_live = 1 AND updated_at <= @before
        AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.account_id = credentials.account_id)
        AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = credentials.account_id AND s.expires_at > @now)
        """;

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var times = new { now = now.ToUnixTimeMilliseconds(), before = (now - GracePeriod).ToUnixTimeMilliseconds() };
        var removed = 0;
        foreach (var account in await FindAsync(times, cancellationToken))
            removed += await removal.RemoveOrphanedAsync(
                account,
                (connection, transaction) => IsStillOrphanedAsync(account, times, connection, transaction),
                cancellationToken
            );
        return removed;
    }

    private async Task<IEnumerable<string>> FindAsync(object times, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryAsync<string>(
            $"SELECT DISTINCT account_id FROM credentials WHERE {IsOrphaned} LIMIT {BatchSize}",
            times,
            cancellationToken
        );
    }

    /// <summary>All of an account's credentials go at once, so none may be new.</summary>
    private static async Task<bool> IsStillOrphanedAsync(
        string account,
        object times,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var parameters = new DynamicParameters(times);
        parameters.Add("account", account);
        return await connection.ExecuteScalarAsync<long>(
                $"SELECT count(*) FROM credentials WHERE account_id = @account AND is_live = 1 AND NOT ({IsOrphaned})",
                parameters,
                transaction
            ) == 0;
    }
}
