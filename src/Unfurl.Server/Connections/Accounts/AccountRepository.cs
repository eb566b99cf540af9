using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Accounts;

/// <summary>Stores accounts. The first sign-in of a person creates one.</summary>
internal sealed class AccountRepository(TimeProvider time)
{
    /// <returns>The account's id. Notion knows it as <c>external_account.key</c>, so it never changes.</returns>
    public async Task<string> AddAsync(Session session)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync("INSERT INTO accounts (id, created_at) VALUES (@id, @now)", new { id, now = now });
        return id;
    }

    /// <summary>Locked before a grant is added or revoked: only then is it certain which grant is the last.</summary>
    public static Task LockAsync(string accountId, Session session) =>
        session.ExecuteAsync($"SELECT id FROM accounts WHERE id = @accountId {session.ForUpdate}", new { accountId });
}
