using System.Globalization;

namespace Unfurl.Testing.Databases;

/// <summary>What is stored, where no page, response or push tells.</summary>
public static class StoredState
{
    public static Task<IReadOnlyList<string>> AccountIdsAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT id FROM accounts");

    // The oldest first.
    public static Task<IReadOnlyList<string>> GrantIdsAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT id FROM grants ORDER BY created_at, id");

    public static Task<IReadOnlyList<string>> SessionOwnersAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT c.login FROM sessions s JOIN credentials c ON c.account_id = s.account_id");

    public static Task<IReadOnlyList<string>> ProtectedTokensAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT protected_access_token || coalesce(protected_refresh_token, '') FROM credentials");

    public static Task<IReadOnlyList<string>> HashesAsync(this TestDatabase database) =>
        database.TextsAsync(
            "SELECT token_hash FROM tokens UNION SELECT code_hash FROM authorization_codes UNION SELECT key_hash FROM sessions"
        );

    public static Task<IReadOnlyList<string>> DisplayedUrisAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT uri FROM displays ORDER BY uri");

    // Each link once, in its normal form.
    public static Task<IReadOnlyList<string>> DisplayedLinksAsync(this TestDatabase database) =>
        database.TextsAsync("SELECT DISTINCT link FROM displays");

    // As lines: scope, name, kind and version.
    public static async Task<IReadOnlyList<string>> QueuedRefreshesAsync(this TestDatabase database) =>
        [.. (await database.RefreshJobsAsync()).Select(job => string.Join(' ', job.Split(':', 3)[1..]))];

    public static async Task<IReadOnlyList<string>> RefreshedProvidersAsync(this TestDatabase database) =>
        [.. (await database.RefreshJobsAsync()).Select(job => job.Split(':')[0])];

    private static Task<IReadOnlyList<string>> RefreshJobsAsync(this TestDatabase database) =>
        database.TextsAsync(
            "SELECT key || ' ' || payload || ' ' || state FROM jobs WHERE kind = 'refresh' ORDER BY key"
        );

    public static async Task<IReadOnlyList<int>> RefreshAttemptsAsync(this TestDatabase database) =>
        [
            .. (await database.TextsAsync("SELECT CAST(attempts AS TEXT) FROM jobs WHERE kind = 'refresh'")).Select(
                text => int.Parse(text, CultureInfo.InvariantCulture)
            ),
        ];

    // Of polls, deliveries and displays.
    public static async Task<long> TimesAfterAsync(this TestDatabase database, DateTimeOffset time)
    {
        var latest = time.ToUnixTimeMilliseconds();
        return await database.CountAsync(new Rows($"looks WHERE next_at > {latest}"))
            + await database.CountAsync(new Rows($"webhook_deliveries WHERE received_at > {latest}"))
            + await database.CountAsync(new Rows($"displays WHERE shown_at > {latest} OR look_at > {latest}"));
    }

    public static async Task<bool> HasNoJobsAsync(this TestDatabase database) =>
        await database.CountAsync(new Rows("jobs")) == 0;

    // A lease that has ended counts if no time is given.
    public static async Task<bool> HasLeasedJobsAsync(this TestDatabase database, DateTimeOffset time = default) =>
        await database.CountAsync(new Rows($"jobs WHERE leased_until > {time.ToUnixTimeMilliseconds()}")) > 0;

    // Whether a worker has a lease that is young enough to be its own, and when the next job is due, in milliseconds; 0
    // without one.
    public static async Task<(bool IsUnderWay, long Due)> NextJobAsync(this TestDatabase database, long now)
    {
        var state = (
            await database.TextsAsync(
                $"""
                SELECT count(CASE WHEN leased_until > {now} AND leased_until <= {now
                    + 60_000} THEN 1 END) || ' ' || coalesce(min(due_at), 0)
                FROM (
                    SELECT leased_until, (
                        SELECT max(CASE WHEN l.held_until > j.due_at THEN l.held_until ELSE j.due_at END)
                        FROM job_lanes l WHERE l.lane IN (j.lane, '')) AS due_at
                    FROM jobs j WHERE is_stopped = 0 AND kind = 'push'
                    UNION ALL
                    SELECT leased_until, due_at FROM jobs WHERE kind = 'refresh') AS due
                """
            )
        )[0]
            .Split(' ');
        return (state[0] != "0", long.Parse(state[1], CultureInfo.InvariantCulture));
    }
}
