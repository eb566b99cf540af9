namespace Unfurl.Adapters;

/// <summary>A user at the provider.</summary>
/// <param name="Subject">The provider's stable id of the user, never reused. The login is unsuitable because it can change.</param>
/// <param name="Login">The login, for display.</param>
public sealed record ProviderIdentity(string Subject, string Login);
