using System.Collections.Concurrent;
using Unfurl.Simulator.People;

namespace Unfurl.Simulator.Service;

/// <summary>Calls the service with a connection's token; an expired or refused one is refreshed, once.</summary>
internal sealed class AuthorizedCalls(ServiceClient service, UserDirectory people, TimeProvider time)
{
    private readonly ConcurrentDictionary<ServiceTokens, Lazy<Task<RefreshResult>>> _refreshes = new();

    /// <param name="connection">Whose token to present.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="check">Says what is wrong with an answer other than 401.</param>
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

        var answer = await call(tokens.AccessToken);
        if (answer.IsUnauthorized && !isFresh && tokens.RefreshToken is not null)
        {
            if (Record(connection, answer, CheckRejection(answer, false)) is { Count: > 0 } wrong)
                return new(answer, wrong, false);
            var refreshed = await RefreshAsync(connection);
            if (refreshed.Tokens is null)
                return new(answer, refreshed.Violations, refreshed.IsGrantInvalid);
            (tokens, isFresh) = (refreshed.Tokens, true);
            answer = await call(tokens.AccessToken);
        }

        var violations = Record(
            connection,
            answer,
            answer.IsUnauthorized ? CheckRejection(answer, isFresh) : check(answer)
        );
        return new(answer, violations, answer.IsUnauthorized && violations.Count == 0);
    }

    private IReadOnlyList<string> Record(
        Connection connection,
        ServiceResponse answer,
        IReadOnlyList<string> violations
    )
    {
        people.Record(connection.User, answer.Exchange, answer.Status, violations);
        return violations;
    }

    private static IReadOnlyList<string> CheckRejection(ServiceResponse answer, bool isFresh)
    {
        if (isFresh)
            return ["the service refuses a token that it has just issued"];
        return answer.HasBearerChallenge ? [] : ["a 401 lacks WWW-Authenticate: Bearer (RFC 6750 §3)"];
    }

    /// <summary>Callers at the same time share one refresh; who comes late takes the tokens it brought.</summary>
    private async Task<RefreshResult> RefreshAsync(Connection connection)
    {
        var flight = _refreshes.GetOrAdd(connection.Tokens, _ => new(() => RefreshOnceAsync(connection)));
        try
        {
            return await flight.Value;
        }
        finally
        {
            _refreshes.TryRemove(new(connection.Tokens, flight));
        }
    }

    private async Task<RefreshResult> RefreshOnceAsync(Connection connection)
    {
        var current = people.FindConnection(connection.User, connection.Id)?.Tokens ?? connection.Tokens;
        if (current != connection.Tokens)
            return new(current, [], false);

        // No caller's cancellation: others may wait for the same answer. The client's own time limit ends it.
        var answer = await service.RefreshAsync(current.RefreshToken!, CancellationToken.None);
        var violations = new List<string>();
        var isOver = TokenResponseReader.IsInvalidGrant(answer);
        var tokens = isOver
            ? null
            : TokenResponseReader.Read(answer, current.RefreshToken, time.GetUtcNow(), violations);
        people.Record(connection.User, answer.Exchange, answer.Status, violations);
        if (tokens is not null)
            people.Renew(connection, tokens);
        return new(tokens, violations, isOver);
    }

    private sealed record RefreshResult(ServiceTokens? Tokens, IReadOnlyList<string> Violations, bool IsGrantInvalid);
}

/// <summary>What came of a call with a token.</summary>
/// <param name="Response">The last answer; null when the call was never made.</param>
/// <param name="Violations">What was wrong.</param>
/// <param name="NeedsConnection">The service no longer takes the connection, as it may.</param>
internal sealed record AuthorizedResponse(
    ServiceResponse? Response,
    IReadOnlyList<string> Violations,
    bool NeedsConnection
);
