using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections;

/// <summary>Who may set up what belongs to the deployment.</summary>
internal sealed class Administrators(
    UnfurlOptions settings,
    CredentialService credentials,
    IHostEnvironment environment
)
{
    // The names of instances ignore case; ids do not.
    private readonly HashSet<string> _names = [.. settings.Administrators.Select(Normal)];

    /// <summary>As in the setting.</summary>
    public static string NameOf(Credential credential) => $"{credential.Provider}:{credential.Subject}";

    /// <summary>Whether whoever has this name may set up what belongs to the deployment.</summary>
    public bool Include(string name) => environment.IsDevelopment() || _names.Contains(Normal(name));

    public async Task<bool> IncludeAsync(SignedInUser? user, CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
            return true;
        if (user is null || _names.Count == 0)
            return false;
        var own = await credentials.ListAsync(user.AccountId, cancellationToken);
        // A credential that the provider has ended says nothing of who is there now.
        return own.Any(credential => credential.IsActive && _names.Contains(NameOf(credential)));
    }

    private static string Normal(string name) =>
        name.Split(':', 2) is [var instance, var id] ? $"{instance.ToLowerInvariant()}:{id}" : name;

    /// <summary>Reports names that no configured instance can have.</summary>
    public static void Check(SettingsReader reader, UnfurlOptions settings, IEnumerable<ConfiguredProvider> providers)
    {
        var known = providers.Select(provider => provider.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in settings.Administrators.Where(name => !known.Contains(name.Split(':')[0])))
            reader.Report(
                $"{UnfurlOptions.Section}:{nameof(UnfurlOptions.Administrators)}",
                $"names '{name}', whose instance is not configured"
            );
    }
}
