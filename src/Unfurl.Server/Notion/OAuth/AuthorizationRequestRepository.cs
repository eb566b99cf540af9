using System.Text.Json;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Requests are bound to one browser and encrypted, because they hold Notion's code.</summary>
internal sealed class AuthorizationRequestRepository(Database database, SecretProtector protector, StorageClock time)
    : IExpiring
{
    /// <returns>The request's id, which only the browser knows.</returns>
    public async Task<Secret> AddAsync(
        AuthorizationRequest request,
        Secret browser,
        CancellationToken cancellationToken
    )
    {
        var id = SecretProtector.NewToken();
        await database.ExecuteAsync(
            """
            INSERT INTO authorization_requests (id_hash, browser_hash, protected_request, expires_at)
            VALUES (@id, @browser, @request, @expires)
            """,
            new
            {
                id = SecretProtector.Hash(id.Reveal()),
                browser = SecretProtector.Hash(browser.Reveal()),
                request = protector.Protect(
                    new Secret(JsonSerializer.Serialize(request, AuthorizationJson.Default.AuthorizationRequest))
                ),
                expires = time.GetUtcNow() + AuthorizationRequest.Lifetime,
            },
            cancellationToken
        );
        return id;
    }

    public async Task<AuthorizationRequest?> FindAsync(string id, string browser, CancellationToken cancellationToken)
    {
        return Read(
            await database.QuerySingleOrDefaultAsync<string>(
                "SELECT protected_request FROM authorization_requests WHERE id_hash = @id AND browser_hash = @browser AND expires_at > @now",
                Parameters(id, browser),
                cancellationToken
            )
        );
    }

    /// <summary>Deletes and returns a request. Only one of several concurrent calls gets it.</summary>
    public async Task<AuthorizationRequest?> ConsumeAsync(
        string id,
        string browser,
        CancellationToken cancellationToken
    )
    {
        return Read(
            await database.QuerySingleOrDefaultAsync<string>(
                """
                DELETE FROM authorization_requests
                WHERE id_hash = @id AND browser_hash = @browser AND expires_at > @now
                RETURNING protected_request
                """,
                Parameters(id, browser),
                cancellationToken
            )
        );
    }

    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM authorization_requests WHERE expires_at <= @now",
            new { now = time.GetUtcNow() },
            cancellationToken
        );

    private object Parameters(string id, string browser) =>
        new
        {
            id = SecretProtector.Hash(id),
            browser = SecretProtector.Hash(browser),
            now = time.GetUtcNow(),
        };

    private AuthorizationRequest? Read(string? protectedRequest) =>
        protector.Read(protectedRequest) is { } request
            ? JsonSerializer.Deserialize(request.Reveal(), AuthorizationJson.Default.AuthorizationRequest)
            : null;
}
