using System.Data.Common;
using Dapper;

namespace Unfurl.Server.Authorization.Accounts;

/// <summary>Accounts: persons, made by their first sign-in.</summary>
internal sealed class AccountRepository(TimeProvider time)
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
}
