namespace Unfurl.Server.Connections;

/// <summary>
/// Called when an account's credentials change, by rooms that this one must not depend on: they invalidate cached
/// previews and token principals.
/// </summary>
internal interface IAccountEnded
{
    /// <summary>The account signed in at a provider, or a provider rejected its credential.</summary>
    void CredentialsChanged(string accountId);

    void CredentialsRemoved(string accountId);
}
