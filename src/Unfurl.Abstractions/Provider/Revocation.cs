namespace Unfurl.Adapters;

/// <summary>The outcome of revoking a credential at the provider: a closed set.</summary>
public abstract record Revocation
{
    private Revocation() { }

    /// <summary>The provider revoked the credential, or no longer knew it.</summary>
    public sealed record Done : Revocation;

    /// <summary>The provider cannot revoke the credential; it stays valid until it expires.</summary>
    public sealed record Unsupported : Revocation;

    /// <summary>The provider was unreachable or sent an unexpected response.</summary>
    /// <param name="Reason">A text for the log, e.g. <c>HTTP 502</c>, without secrets and without text of the response.</param>
    public sealed record Failed(string Reason) : Revocation;
}
