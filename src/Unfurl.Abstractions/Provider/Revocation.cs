namespace Unfurl.Adapters;

/// <summary>What became of a credential that the provider was told to end: a closed set.</summary>
public abstract record Revocation
{
    private Revocation() { }

    /// <summary>The provider takes it no longer, or did not know it any more.</summary>
    public sealed record Done : Revocation;

    /// <summary>The provider has no way to end a credential from here: it lives until its own end.</summary>
    public sealed record Unsupported : Revocation;

    /// <summary>The provider could not be reached, or answered something else.</summary>
    /// <param name="Reason">For the log, e.g. <c>HTTP 502</c>; holds no secrets and nothing of the answer's text.</param>
    public sealed record Failed(string Reason) : Revocation;
}
