namespace Unfurl.Server.Previews;

/// <summary>Something that remembers what invalidations may end.</summary>
internal interface IRemembering
{
    /// <summary>
    /// Drops what has ended and settles what was invalidated: the marks of before are forgotten soon after, and nothing may
    /// count as good again for want of them.
    /// </summary>
    void Sweep();
}
