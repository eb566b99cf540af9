using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Simulator.Checks;

/// <summary>The service under test and what may be asked of it.</summary>
public sealed record CheckOptions
{
    /// <summary>Addresses and credentials, as Notion's portal would hold them.</summary>
    public required SimulatorOptions Simulator { get; init; }

    /// <summary>Where Notion's API is served to the service; null for any free port of 127.0.0.1.</summary>
    public Uri? Listen { get; init; }

    /// <summary>Who goes through the service's pages; null for somebody who is shown the address.</summary>
    public IUserAgent? UserAgent { get; init; }

    /// <summary>Whether <see cref="UserAgent"/> knows how to refuse.</summary>
    public bool CanDeny { get; init; } = true;

    /// <summary>Tells a person what to do; used without a <see cref="UserAgent"/>.</summary>
    public Action<string> Prompt { get; init; } = _ => { };

    /// <summary>A token of the service: with it nobody has to authorize, and what needs that is skipped.</summary>
    public Secret? AccessToken { get; init; }

    /// <summary>Links that the account can see.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>A link that leads to nothing, of a kind the service owns.</summary>
    public string? MissingLink { get; init; }

    /// <summary>A link to something that the account may not see.</summary>
    public string? HiddenLink { get; init; }

    /// <summary>A link that is not the service's.</summary>
    public string ForeignLink { get; init; } = "https://unfurl-simulator.invalid/not/yours";

    /// <summary>How long a whole authorization may take, a person's thinking included.</summary>
    public TimeSpan AuthorizationLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a check may take beside its authorization.</summary>
    public TimeSpan CheckLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How soon a link should be answered.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(5);
}
