using Dapper;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Accounts;

/// <summary>Stores accounts. The first sign-in of a person creates one.</summary>
internal sealed class AccountRepository(TimeProvider time)
{
    /// <returns>The account's id. Notion knows it as <c>external_account.key</c>, so it never changes.</returns>
    public async Task<string> AddAsync(Session session)
    {
        var id = NewId();
        await AddAsync(id, session);
        return id;
    }

    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    public Task AddAsync(string id, Session session) =>
        session.ExecuteAsync(
            "INSERT INTO accounts (id, created_at) VALUES (@id, @now)",
            new { id, now = time.GetUtcNow() }
        );

    /// <summary>Deletes accounts that lost their last grant and never signed in: nobody can return to them.</summary>
    public static Task RemoveUnreachableAsync(IReadOnlyList<string> accountIds, Session session)
    {
        if (accountIds.Count == 0)
            return Task.CompletedTask;
        var parameters = new DynamicParameters();
        var list = parameters.AddList("id", accountIds);
        return session.ExecuteAsync(
            $"""
            DELETE FROM accounts WHERE id IN ({list})
            AND NOT EXISTS (SELECT 1 FROM credentials c WHERE c.account_id = accounts.id)
            AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.account_id = accounts.id)
            AND NOT EXISTS (SELECT 1 FROM enrichments e WHERE e.account_id = accounts.id)
            """,
            parameters
        );
    }

    /// <summary>Locked before a grant is added or revoked: only then is it certain which grant is the last.</summary>
    public static Task LockAsync(string accountId, Session session) =>
        session.ExecuteAsync($"SELECT id FROM accounts WHERE id = @accountId {session.ForUpdate}", new { accountId });
}
