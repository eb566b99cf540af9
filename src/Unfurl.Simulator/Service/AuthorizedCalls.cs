using System.Collections.Concurrent;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Service;

/// <summary>
/// Calls the service with a connection's token. A token that has expired or is rejected is refreshed once.
/// </summary>
internal sealed class AuthorizedCalls(ServiceClient service, UserDirectory users, TimeProvider time)
{
    private readonly ConcurrentDictionary<ServiceTokens, Lazy<Task<RefreshResult>>> _refreshes = new();

    // "check" returns the violations of a response other than 401.
    public async Task<AuthorizedResponse> SendAsync(
        Connection connection,
        Func<Secret, Task<ServiceResponse>> call,
        Func<ServiceResponse, IReadOnlyList<string>> check
    )
    {
        var tokens = connection.Tokens;
        var isFresh = false;
        if (tokens.ExpiresAt <= time.GetUtcNow() && tokens.RefreshToken is not null)
        {
            var refreshed = await RefreshAsync(connection);
            if (refreshed.Tokens is null)
                return new(null, refreshed.Violations, refreshed.IsGrantInvalid);
            (tokens, isFresh) = (refreshed.Tokens, true);
        }

        var response = await call(tokens.AccessToken);
        if (response.IsUnauthorized && !isFresh && tokens.RefreshToken is not null)
        {
            if (Record(connection, response, CheckRejection(response, false)) is { Count: > 0 } wrong)
                return new(response, wrong, false);
            var refreshed = await RefreshAsync(connection);
            if (refreshed.Tokens is null)
                return new(response, refreshed.Violations, refreshed.IsGrantInvalid);
            (tokens, isFresh) = (refreshed.Tokens, true);
            response = await call(tokens.AccessToken);
        }

        var violations = Record(
            connection,
            response,
            response.IsUnauthorized ? CheckRejection(response, isFresh) : check(response)
        );
        return new(response, violations, response.IsUnauthorized && violations.Count == 0);
    }

    private IReadOnlyList<string> Record(
        Connection connection,
        ServiceResponse response,
        IReadOnlyList<string> violations
    )
    {
        users.Record(connection.User, response.Exchange, response.Status, violations);
        return violations;
    }

    private static IReadOnlyList<string> CheckRejection(ServiceResponse response, bool isFresh)
    {
        if (isFresh)
            return ["the service refuses a token that it has just issued"];
        return response.HasBearerChallenge ? [] : ["a 401 lacks WWW-Authenticate: Bearer (RFC 6750 §3)"];
    }

    // Concurrent callers share one in-flight refresh; later callers use its tokens.
    private async Task<RefreshResult> RefreshAsync(Connection connection)
    {
        var inFlight = _refreshes.GetOrAdd(connection.Tokens, _ => new(() => RefreshOnceAsync(connection)));
        try
        {
            return await inFlight.Value;
        }
        finally
        {
            _refreshes.TryRemove(new(connection.Tokens, inFlight));
        }
    }

    private async Task<RefreshResult> RefreshOnceAsync(Connection connection)
    {
        var current = users.FindConnection(connection.User, connection.Id)?.Tokens ?? connection.Tokens;
        if (current != connection.Tokens)
            return new(current, [], false);

        // Not cancelled with the caller: others may wait for the same response. The client has its own time limit.
        var response = await service.RefreshAsync(current.RefreshToken!, CancellationToken.None);
        var violations = new List<string>();
        var isGrantInvalid = TokenResponseReader.IsInvalidGrant(response);
        var tokens = isGrantInvalid
            ? null
            : TokenResponseReader.Read(response, current.RefreshToken, time.GetUtcNow(), violations);
        users.Record(connection.User, response.Exchange, response.Status, violations);
        if (tokens is not null)
            users.Renew(connection, tokens);
        return new(tokens, violations, isGrantInvalid);
    }

    private sealed record RefreshResult(ServiceTokens? Tokens, IReadOnlyList<string> Violations, bool IsGrantInvalid);
}

/// <summary>
/// The outcome of a call with a token. The response is null if no call was made. <c>NeedsConnection</c> means that the
/// service ended the connection, which it may.
/// </summary>
internal sealed record AuthorizedResponse(
    ServiceResponse? Response,
    IReadOnlyList<string> Violations,
    bool NeedsConnection
);
