using Unfurl.Notion.Databases;

namespace Unfurl.Notion.Lab;

/// <summary>Lets the service fill a database of the lab.</summary>
public interface ILabEnricher
{
    /// <summary>Fills and keeps a database from now on, in place of the one that had the enrichment's name before.</summary>
    Task EnrichAsync(LabEnrichment enrichment, CancellationToken cancellationToken = default);

    /// <summary>Reads its edited rows now rather than within the minute.</summary>
    Task ReadSoonAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>What is filled, and as whom.</summary>
/// <param name="Name">The enrichment's name.</param>
/// <param name="Connection">The connection's name in the configuration.</param>
/// <param name="Mapping">The database's columns.</param>
/// <param name="Places">Which links are covered, e.g. <c>acme.example/</c>.</param>
/// <param name="SignIn">Whose links they are.</param>
public sealed record LabEnrichment(
    string Name,
    string Connection,
    Mapping Mapping,
    IReadOnlyList<string> Places,
    LabSignIn SignIn
);

/// <summary>A person's sign-in at a provider instance, as if it had gone through a browser.</summary>
/// <param name="Provider">The instance's name.</param>
/// <param name="Subject">The person's id there.</param>
/// <param name="Login">The person's login there.</param>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">The refresh token.</param>
/// <param name="ExpiresAt">When the access token expires.</param>
public sealed record LabSignIn(
    string Provider,
    string Subject,
    string Login,
    Secret AccessToken,
    Secret RefreshToken,
    DateTimeOffset ExpiresAt
);
