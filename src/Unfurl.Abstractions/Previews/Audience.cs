namespace Unfurl.Adapters;

/// <summary>The accounts that may see a preview.</summary>
public enum Audience
{
    /// <summary>Only the account whose credential resolved the link.</summary>
    Account,

    /// <summary>Every account: the resource is visible without signing in.</summary>
    Public,
}
