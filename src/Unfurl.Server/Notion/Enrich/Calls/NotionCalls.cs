using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Enrich.PublicConnection;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>Calls Notion through a connection, within its limits, and remembers what a failure says of the connection.</summary>
internal sealed class NotionCalls(
    NotionRestClient client,
    CallBudget budget,
    AuthorizationTokens tokens,
    TimeProvider time
)
{
    /// <summary>For what finds rows to look at.</summary>
    /// <param name="call">Is not called while the limits do not allow it; the failure then says how long to wait.</param>
    public Task<ApiResult<T>> CallAsync<T>(
        NotionConnection connection,
        Func<NotionRestClient, Secret, Task<ApiResult<T>>> call,
        CancellationToken cancellationToken
    )
        where T : class => CallAsync(connection, call, isForRows: false, cancellationToken);

    /// <summary>For the rows themselves, of which there may be many: they leave a part of the limit to what waits for it.</summary>
    /// <param name="call">As for <see cref="CallAsync{T}(NotionConnection, Func{NotionRestClient, Secret, Task{ApiResult{T}}}, CancellationToken)"/>.</param>
    public Task<ApiResult<T>> CallForRowsAsync<T>(
        NotionConnection connection,
        Func<NotionRestClient, Secret, Task<ApiResult<T>>> call,
        CancellationToken cancellationToken
    )
        where T : class => CallAsync(connection, call, isForRows: true, cancellationToken);

    /// <summary>What finds rows has had its turn.</summary>
    public Task EndWaitAsync(NotionConnection connection, CancellationToken cancellationToken) =>
        budget.EndWaitAsync(connection, cancellationToken);

    private async Task<ApiResult<T>> CallAsync<T>(
        NotionConnection connection,
        Func<NotionRestClient, Secret, Task<ApiResult<T>>> call,
        bool isForRows,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (await budget.ClaimAsync(connection, isForRows, cancellationToken) is { } until)
            return NotNow(until);
        var token = connection.Token;
        var result = await call(client, token);
        if (result.Failure is { Kind: ApiFailureKind.Unauthorized } && connection.OwnerId is not null)
        {
            // Its lifetime is not documented.
            switch (await tokens.RenewAsync(connection, token, cancellationToken))
            {
                case true:
                    if (await budget.ClaimAsync(connection, isForRows, cancellationToken) is { } later)
                        return NotNow(later);
                    result = await call(client, connection.Token);
                    // Another new one would be worth no more.
                    if (result.Failure is { Kind: ApiFailureKind.Unauthorized })
                        await tokens.EndAsync(connection, cancellationToken);
                    break;
                case null:
                    return new ApiFailure(ApiFailureKind.Unavailable, "Notion did not renew the token");
            }
        }
        if (result.Failure is not { } failure)
            return result;
        if (failure.Wait > TimeSpan.Zero || failure.Kind == ApiFailureKind.Blocked)
            await budget.HoldAsync(connection, failure, cancellationToken);
        // Of what an account has connected, storage says whether it works, for all replicas.
        if (failure.Kind is ApiFailureKind.Unauthorized or ApiFailureKind.Blocked && connection.OwnerId is null)
            connection.Failure = failure;
        return result;
    }

    private ApiFailure NotNow(DateTimeOffset until)
    {
        var wait = until - time.GetUtcNow();
        return new(ApiFailureKind.ConnectionLimited, "Notion's limit is used up")
        {
            Wait = wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1),
        };
    }
}
