namespace Unfurl.Adapters;

/// <summary>
/// The stable name of a resource at the provider, e.g. <c>repo:1296269#12</c>. It is unique within the provider instance
/// and survives a rename. It connects a webhook delivery to all links that show the resource.
/// </summary>
/// <param name="Name">The name, at most 500 characters.</param>
public readonly record struct Resource(string Name)
{
    /// <summary>Returns the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
