using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Simulator.Checks;

/// <summary>The service under test and the inputs of the checks.</summary>
public sealed record CheckOptions
{
    // The settings that Notion's portal would hold.
    public required SimulatorOptions Simulator { get; init; }

    // The address of Notion's API for the service; null for a free port of 127.0.0.1.
    public Uri? Listen { get; init; }

    // Null shows the URL to a person.
    public IUserAgent? UserAgent { get; init; }

    // False if the user agent cannot deny consent.
    public bool CanDeny { get; init; } = true;

    // Shows an instruction to a person; used without a user agent.
    public Action<string> Prompt { get; init; } = _ => { };

    // Skips the authorization and every check that needs one.
    public Secret? AccessToken { get; init; }

    // Links that the account can see.
    public IReadOnlyList<string> Links { get; init; } = [];

    // A link of a known kind without a resource.
    public string? MissingLink { get; init; }

    // A link to a resource that the account cannot see.
    public string? HiddenLink { get; init; }

    // A link that is not the service's.
    public string ForeignLink { get; init; } = "https://simulator.invalid/not/yours";

    // The limit of an authorization, including the time that a person needs.
    public TimeSpan AuthorizationLimit { get; init; } = TimeSpan.FromMinutes(5);

    // The limit of a check without its authorization.
    public TimeSpan CheckLimit { get; init; } = TimeSpan.FromMinutes(1);

    // The recommended response time of a link.
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(5);
}
