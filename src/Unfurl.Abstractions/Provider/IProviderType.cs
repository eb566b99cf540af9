namespace Unfurl.Adapters;

/// <summary>
/// A type of provider, declared by an adapter's assembly. The service creates one object of it and calls it once per
/// configured provider instance.
/// </summary>
public interface IProviderType
{
    /// <summary>The value of <c>Unfurl:Providers:&lt;name&gt;:Type</c> that selects it, e.g. <c>GitHub</c>; case is ignored.</summary>
    string Name { get; }

    /// <summary>
    /// Creates the adapter of a provider instance. Invalid settings are reported to <paramref name="settings"/> and do
    /// not throw.
    /// </summary>
    /// <param name="settings">The settings of the instance.</param>
    /// <returns>The adapter. It is not used if <paramref name="settings"/> holds problems.</returns>
    IProviderAdapter Create(ProviderSettings settings);

    /// <summary>Registers apps at providers of this type; null if an operator does it by hand.</summary>
    IAppRegistrar? AppRegistrar => null;
}
