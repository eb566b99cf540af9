namespace Unfurl.Adapters;

/// <summary>A person as a card shows them.</summary>
/// <param name="Name">The login or name.</param>
/// <param name="Avatar">An image that can be fetched without a session; null for none.</param>
public sealed record Person(string Name, PreviewImage? Avatar = null)
{
    /// <summary>
    /// The e-mail address that the provider vouches for; null if unknown. Used only to find the same person elsewhere, never
    /// shown.
    /// </summary>
    public string? Email { get; init; }
}
