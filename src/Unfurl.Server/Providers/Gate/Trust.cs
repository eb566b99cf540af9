namespace Unfurl.Server.Providers.Gate;

/// <summary>Who named the host of a request, and so which addresses it may have.</summary>
internal enum Trust
{
    /// <summary>The operator or the adapter's author, for people who are known: private addresses are what it is for.</summary>
    Origin,

    /// <summary>The operator, for an instance that shows strangers what its host shows: public addresses only.</summary>
    OpenOrigin,

    /// <summary>A page, a redirect or an answer: public addresses, and those in the instance's networks.</summary>
    Other,
}
