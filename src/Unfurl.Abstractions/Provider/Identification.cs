namespace Unfurl.Adapters;

/// <summary>What the provider says of whose credential it was given: a closed set.</summary>
public abstract record Identification
{
    private Identification() { }

    /// <summary>A user at the provider.</summary>
    /// <param name="Subject">
    /// The provider's stable id of the user, never reused, at most 200 characters. The login is unsuitable because it can change.
    /// </param>
    /// <param name="Login">The login, for display.</param>
    public sealed record Known(string Subject, string Login) : Identification;

    /// <summary>
    /// The provider accepts the credential of nobody: it was never valid, has expired or was revoked, or its user is locked.
    /// </summary>
    public sealed record Rejected : Identification;

    /// <summary>The provider failed or did not answer as documented, so that nothing is known of the credential.</summary>
    /// <param name="Reason">A text for the log, e.g. <c>HTTP 502</c>, without secrets and without text of the response.</param>
    public sealed record Unavailable(string Reason) : Identification;
}

/// <summary>Asks the provider whose the credential in <paramref name="call"/> is.</summary>
/// <param name="call">The HTTP client and the credential.</param>
/// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
/// <returns>What the provider says. An exception is a bug in the adapter.</returns>
public delegate Task<Identification> IdentifyUser(ProviderCall call, CancellationToken cancellationToken);
