namespace Unfurl.Server.Connections;

/// <summary>Tells rooms that this one must not depend on about changes of an account's credentials.</summary>
internal interface IAccountEnded
{
    /// <summary>The account signed in at a provider, or a provider rejected its credential.</summary>
    void CredentialsChanged(string accountId);

    void CredentialsRemoved(string accountId);
}
