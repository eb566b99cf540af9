using System.Data.Common;
using Dapper;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Accounts;

/// <summary>Accounts: persons, made by their first sign-in.</summary>
internal sealed class AccountRepository(Database database, TimeProvider time)
{
    /// <summary>Makes an account.</summary>
    /// <returns>Its id: what Notion knows as <c>external_account.key</c>, so it never changes.</returns>
    public async Task<string> AddAsync(DbConnection connection, DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        await connection.ExecuteAsync(
            "INSERT INTO accounts (id, created_at) VALUES (@id, @now)",
            new { id, now = now.ToUnixTimeMilliseconds() },
            transaction
        );
        return id;
    }

    /// <summary>
    /// Keeps an account as it is until the transaction's end. Whatever connects it or ends one of its connections does this
    /// first: what is the last connection is certain only so.
    /// </summary>
    public Task LockAsync(string accountId, DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(
            $"SELECT id FROM accounts WHERE id = @accountId {database.ForUpdate}",
            new { accountId },
            transaction
        );
}
