namespace Unfurl.Server.Connections;

/// <summary>
/// What follows from changes of an account's credentials in rooms that this one does not know: cached previews, who is
/// behind an access token.
/// </summary>
internal interface IAccountEnded
{
    /// <summary>The account signed in at an instance, or a provider refuses its credential.</summary>
    void CredentialsChanged(string accountId);

    /// <summary>Credentials of the account were removed.</summary>
    void CredentialsRemoved(string accountId);
}
