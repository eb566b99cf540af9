namespace Unfurl.GitHub.Cards;

/// <summary>The state of something that runs, in GitHub's words, with its icon.</summary>
internal readonly record struct CheckState(Choice Choice, string Icon)
{
    // What GitHub lists as failed: https://docs.github.com/en/graphql/reference/enums#checkconclusionstate.
    public const string FailedConclusions = "[FAILURE, TIMED_OUT, STARTUP_FAILURE, ACTION_REQUIRED]";

    // https://docs.github.com/en/graphql/reference/enums#checkstatusstate
    public static CheckState Of(string? status, string? conclusion) =>
        status == "COMPLETED"
            ? conclusion switch
            {
                "SUCCESS" => new(new("Success", GitHubColors.Green), "check-success"),
                "FAILURE" => new(new("Failure", GitHubColors.Red), "check-failure"),
                "TIMED_OUT" => new(new("Timed out", GitHubColors.Red), "check-failure"),
                "STARTUP_FAILURE" => new(new("Startup failure", GitHubColors.Red), "check-failure"),
                "ACTION_REQUIRED" => new(new("Action required", GitHubColors.Yellow), "check-running"),
                "CANCELLED" => new(new("Cancelled", GitHubColors.Gray), "check-neutral"),
                "SKIPPED" => new(new("Skipped", GitHubColors.Gray), "check-neutral"),
                "NEUTRAL" => new(new("Neutral", GitHubColors.Gray), "check-neutral"),
                "STALE" => new(new("Stale", GitHubColors.Gray), "check-neutral"),
                _ => new(new("Completed", GitHubColors.Gray), "check-neutral"),
            }
            : new(
                new(
                    status switch
                    {
                        "IN_PROGRESS" => "In progress",
                        "WAITING" => "Waiting",
                        "PENDING" => "Pending",
                        _ => "Queued",
                    },
                    GitHubColors.Yellow
                ),
                "check-running"
            );

    // E.g. "3m 12s", as GitHub writes it; null while it runs.
    public static string? Duration(DateTimeOffset? started, DateTimeOffset? ended)
    {
        if (ended - started is not { Ticks: >= 0 } took)
            return null;
        return took switch
        {
            { TotalHours: >= 1 } => $"{(int)took.TotalHours}h {took.Minutes}m {took.Seconds}s",
            { TotalMinutes: >= 1 } => $"{took.Minutes}m {took.Seconds}s",
            _ => $"{took.Seconds}s",
        };
    }
}
