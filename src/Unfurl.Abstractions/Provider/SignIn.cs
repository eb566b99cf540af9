namespace Unfurl.Adapters;

/// <summary>
/// How the users of a provider instance are known: a closed set of <see cref="OAuthSignIn"/>, <see cref="PersonalKeySignIn"/>,
/// <see cref="SharedSignIn"/> and <see cref="NoSignIn"/>.
/// </summary>
public abstract record SignIn
{
    private protected SignIn() { }
}

/// <summary>
/// One credential from the configuration, for all who connect. What it may see, everybody sees who connects from a Notion
/// workspace that the operator lists; the service does not start without that list.
/// </summary>
/// <param name="Credential">The credential, e.g. an API key of a user who may see what all of the company may see.</param>
public sealed record SharedSignIn(Secret Credential) : SignIn;

/// <summary>
/// No credential: the host shows its pages to anybody. With <c>Networks</c>, or in a private network, "anybody" is whoever
/// connects from a Notion workspace that the operator lists.
/// </summary>
public sealed record NoSignIn : SignIn;
