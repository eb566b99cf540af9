using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Hosting;

/// <summary>
/// Warns of stored data of provider instances that are not configured. An instance that was renamed strands its people: who
/// connects again becomes a new account.
/// </summary>
internal static partial class UnconfiguredProviders
{
    public static async Task WarnOfUnconfiguredProvidersAsync(
        this WebApplication app,
        CancellationToken cancellationToken
    )
    {
        var providers = app.Services.GetRequiredService<ProviderRegistry>();
        var accounts = await app
            .Services.GetRequiredService<CredentialRepository>()
            .CountAccountsAsync(cancellationToken);
        var previews = await app.Services.GetRequiredService<DisplayStatusRepository>().CountAsync(cancellationToken);
        foreach (var name in accounts.Keys.Union(previews.Keys).Order(StringComparer.Ordinal))
        {
            if (!providers.TryGet(name, out _))
                Log.Unconfigured(
                    app.Logger,
                    Counted(accounts.GetValueOrDefault(name), "account"),
                    Counted(previews.GetValueOrDefault(name), "preview"),
                    name
                );
        }
    }

    private static string Counted(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Storage holds {Accounts} and {Previews} of the provider instance \"{Provider}\", which is not configured. If it was renamed, give it its old name again (Unfurl:Providers:{Provider}), because people and previews are stored under that name. If it was removed, its previews say that the link is not found, and they are forgotten in time."
        )]
        public static partial void Unconfigured(ILogger logger, string accounts, string previews, string provider);
    }
}
