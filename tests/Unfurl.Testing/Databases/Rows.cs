namespace Unfurl.Testing.Databases;

/// <summary>
/// Stored rows to count where no page, response or push tells. Only this file and <see cref="StoredState"/> know tables.
/// </summary>
public sealed record Rows(string From)
{
    private const string RefreshJobs = "jobs WHERE kind = 'refresh'";
    private const string PushJobs = "jobs WHERE kind = 'push'";

    public static readonly Rows Accounts = new("accounts");
    public static readonly Rows Sessions = new("sessions");
    public static readonly Rows ActiveCredentials = new("credentials WHERE is_live = 1");
    public static readonly Rows RevokedCredentials = new("credentials WHERE is_live = 0");
    public static readonly Rows CredentialsWithTokens = new(
        "credentials WHERE is_live = 1 OR protected_access_token <> '' OR protected_refresh_token IS NOT NULL"
    );

    public static readonly Rows Grants = new("grants");
    public static readonly Rows GrantsToReconnect = new("grants WHERE needs_reconnect = 1");
    public static readonly Rows Tokens = new("tokens");
    public static readonly Rows Codes = new("authorization_codes");
    public static readonly Rows AuthorizationRequests = new("authorization_requests");

    public static readonly Rows Displays = new("displays");
    public static readonly Rows DisplayedResources = new("display_resources");
    public static readonly Rows RefreshedDisplays = new("displays WHERE refreshed_at IS NOT NULL");
    public static readonly Rows DisplaysPolledApart = new("displays a, displays b WHERE a.look_at >= b.look_at + 1000");

    public static readonly Rows Deliveries = new("webhook_deliveries");
    public static readonly Rows Polls = new("looks");
    public static readonly Rows Refreshes = new(RefreshJobs);
    public static readonly Rows RefreshesOfLinks = new($"{RefreshJobs} AND key LIKE '%:link:%'");
    public static readonly Rows RetriedRefreshes = new($"{RefreshJobs} AND attempts > 0");
    public static readonly Rows RefreshesToRetry = new($"{RefreshJobs} AND attempts = 1 AND leased_until IS NULL");

    public static readonly Rows Pushes = new(PushJobs);
    public static readonly Rows PushesWithoutProblem = new($"{PushJobs} AND problem IS NULL");
    public static readonly Rows LeasedPushes = new($"{PushJobs} AND leased_until IS NOT NULL");
    public static readonly Rows RetriedLeasedPushes = new($"{PushJobs} AND leased_until IS NOT NULL AND attempts = 1");
    public static readonly Rows DeadLetteredPushes = new($"{PushJobs} AND is_stopped = 1");
    public static readonly Rows ThrottledWorkspaces = new("job_lanes WHERE held_until > 0");

    public static readonly Rows Keys = new("key_ring");
    public static readonly Rows Locks = new("locks");
    public static readonly Rows Migrations = new("schema_versions");

    public static Rows PushesWith(string problem) => new($"{PushJobs} AND problem = '{problem}'");

    public static Rows DisplaysOf(string uri) => new($"displays WHERE uri = '{uri}'");

    public static Rows DisplaysShownAt(DateTimeOffset time) =>
        new($"displays WHERE shown_at = {time.ToUnixTimeMilliseconds()}");

    public static Rows DisplaysToPoll(DateTimeOffset time) =>
        new($"displays WHERE look_at <= {time.ToUnixTimeMilliseconds()}");

    public static Rows RefreshesDueAfter(DateTimeOffset requested, TimeSpan delay) =>
        new(
            $"{RefreshJobs} AND requested_at = {requested.ToUnixTimeMilliseconds()} AND attempts = 0 AND leased_until IS NULL AND due_at = requested_at + {(long)delay.TotalMilliseconds}"
        );
}
