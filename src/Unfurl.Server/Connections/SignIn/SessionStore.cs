using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>The cookie holds only a random key, so signing out ends a session even for a copied cookie.</summary>
internal sealed class SessionStore(Database database, SecretProtector protector, StorageClock time)
    : ITicketStore,
        IExpiring
{
    public const string Scheme = "session";

    /// <summary>The time since its last use after which a session expires.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var key = SecretProtector.NewToken().Reveal();
        await database.ExecuteAsync(
            """
            INSERT INTO sessions (key_hash, account_id, protected_ticket, expires_at)
            SELECT @key, id, @ticket, @expires FROM accounts WHERE id = @account
            """,
            Parameters(key, ticket),
            cancellationToken
        );
        return key;
    }

    /// <summary>Extends a session. A session that was signed out concurrently stays deleted.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE sessions SET protected_ticket = @ticket, expires_at = @expires WHERE key_hash = @key AND account_id = @account",
            Parameters(key, ticket),
            cancellationToken
        );

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        var ticket = await database.QuerySingleOrDefaultAsync<string>(
            "SELECT protected_ticket FROM sessions WHERE key_hash = @key AND expires_at > @now",
            new { key = SecretProtector.Hash(key), now = time.GetUtcNow() },
            cancellationToken
        );
        return protector.Read(ticket) is { } readable
            ? TicketSerializer.Default.Deserialize(Convert.FromBase64String(readable.Reveal()))
            : null;
    }

    /// <summary>Not cancellable: signing out must take effect even if the browser disconnects.</summary>
    public Task RemoveAsync(string key) =>
        database.ExecuteAsync(
            "DELETE FROM sessions WHERE key_hash = @key",
            new { key = SecretProtector.Hash(key) },
            CancellationToken.None
        );

    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM sessions WHERE expires_at <= @now",
            new { now = time.GetUtcNow() },
            cancellationToken
        );

    private object Parameters(string key, AuthenticationTicket ticket) =>
        new
        {
            key = SecretProtector.Hash(key),
            account = SignedInUser.From(ticket.Principal)?.AccountId,
            ticket = protector.Protect(new Secret(Convert.ToBase64String(TicketSerializer.Default.Serialize(ticket)))),
            expires = time.GetUtcNow() + Lifetime,
        };
}
