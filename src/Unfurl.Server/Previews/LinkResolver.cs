using System.Data.Common;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Gate;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Previews;

/// <summary>
/// Resolves links with the account's credential. Failures of providers and adapters become resolutions. Failures of the
/// database are exceptions, because nothing is known of the link.
/// </summary>
internal sealed partial class LinkResolver(
    CredentialService credentials,
    KeyChecks keys,
    CallPauses pauses,
    ILogger<LinkResolver> logger
)
{
    private const string OriginNotDeclared = "origin_not_declared";
    private const string AdapterFailed = "adapter_failed";
    private const string AdapterHangs = "adapter_hangs";

    /// <param name="cancellationToken">Carries the time limit of the whole call.</param>
    public async Task<Answer> ResolveAsync(MatchedLink link, string accountId, CancellationToken cancellationToken)
    {
        if (pauses.Find(link.Instance.Name, accountId) is { } paused)
            return new(paused);
        var credential = link.Instance.NeedsSignIn
            ? await FindCredentialAsync(link, accountId, cancellationToken)
            : null;
        if (link.Instance.NeedsSignIn && credential is not { IsActive: true })
            return new(new Resolution.SignInNeeded { IsSuspended = credential is { IsSuspended: true } });
        try
        {
            // Also renewals and checks end with the limit.
            var resolving = credential is null
                ? ResolveSharedAsync(link, cancellationToken)
                : ResolveAsync(link, credential, cancellationToken);
            var resolution = await resolving.WaitAsync(cancellationToken);
            var answer = new Answer(resolution);
            pauses.Observe(link.Instance.Name, accountId, resolution);
            return resolution is Resolution.Unavailable unavailable ? Logged(unavailable, link) : answer;
        }
        catch (OperationCanceledException)
        {
            return Logged(new("no response within the time limit") { TooSlow = true }, link);
        }
        catch (HttpRequestException exception)
        {
            return Logged(new($"the provider cannot be reached: {exception.HttpRequestError}"), link);
        }
        catch (IOException)
        {
            return Logged(new("the response was incomplete or too long"), link);
        }
        catch (Exception exception) when (exception is not DbException)
        {
            var reason = exception switch
            {
                UndeclaredOriginException => OriginNotDeclared,
                AdapterHangsException => AdapterHangs,
                _ => AdapterFailed,
            };
            Log.AdapterFailed(
                logger,
                link.Instance.Name,
                link.Match.Pattern.Name,
                reason,
                new ScrubbedException(exception)
            );
            return new(new Resolution.Unavailable($"the adapter failed: {exception.GetType().Name}"));
        }
    }

    /// <exception cref="DatabaseTimeoutException">The time limit passed before the provider was asked.</exception>
    private async Task<Credential?> FindCredentialAsync(
        MatchedLink link,
        string accountId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await credentials
                .FindAsync(accountId, link.Instance.Name, CancellationToken.None)
                .WithinLimitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new DatabaseTimeoutException();
        }
    }

    private async Task<Resolution> ResolveAsync(
        MatchedLink link,
        Credential stored,
        CancellationToken cancellationToken
    )
    {
        var instance = link.Instance;
        if (instance.Adapter.SignIn is PersonalKeySignIn)
            return await ResolveByKeyAsync(link, stored, cancellationToken);
        if (await credentials.RenewIfExpiringAsync(stored, instance, cancellationToken) is not { } credential)
            return new Resolution.SignInNeeded();

        var resolution = await ResolveAsync(link, credential.AccessToken, cancellationToken);
        if (resolution is not Resolution.SignInNeeded rejection)
            return resolution;
        // A suspension does not end with new tokens.
        if (rejection.IsSuspended)
        {
            await credentials.MarkSuspendedAsync(credential, cancellationToken);
            return resolution;
        }

        // The provider rejected the token. It is renewed once if possible; otherwise the user must sign in.
        if (await credentials.RenewAsync(credential, instance, cancellationToken) is not { } renewed)
            return resolution;
        resolution = await ResolveAsync(link, renewed.AccessToken, cancellationToken);
        if (resolution is Resolution.SignInNeeded { IsSuspended: true })
            await credentials.MarkSuspendedAsync(renewed, cancellationToken);
        else if (resolution is Resolution.SignInNeeded)
            await credentials.MarkRevokedAsync(renewed, cancellationToken);
        return resolution;
    }

    // There is nobody who could sign in.
    private static async Task<Resolution> ResolveSharedAsync(MatchedLink link, CancellationToken cancellationToken)
    {
        var shared = link.Instance.Adapter.SignIn as SharedSignIn;
        var resolution = await ResolveAsync(link, shared?.Credential, cancellationToken);
        // What a host of a private network shows to everybody there is not shown to everybody.
        if (link.Instance.IsPrivate && resolution is Resolution.Found { Audience: Audience.Public } found)
            resolution = found with { Audience = Audience.Account };
        return resolution is not Resolution.SignInNeeded ? resolution
            : shared is null ? new Resolution.NotFound()
            : new Resolution.Unavailable("the provider rejects the configured key");
    }

    // With a key that is no longer valid, many tools answer as if nobody had asked. So what they answer is only as good as the
    // key's last check, and a refusal is good only after a new one.
    private async Task<Resolution> ResolveByKeyAsync(
        MatchedLink link,
        Credential credential,
        CancellationToken cancellationToken
    )
    {
        var checking = keys.CheckAsync(link.Instance, credential);
        var began = keys.Now();
        var resolution = await ResolveAsync(link, credential.AccessToken, cancellationToken);
        var isRefused =
            resolution is Resolution.NotFound or Resolution.Forbidden or Resolution.SignInNeeded
            || resolution.IsUnknownRefusal;
        var check = await checking.WaitAsync(cancellationToken);
        if (isRefused && check is KeyCheck.Valid)
            check = await keys.CheckAsync(link.Instance, credential, began).WaitAsync(cancellationToken);
        switch (check)
        {
            case KeyCheck.Valid:
                return resolution is Resolution.SignInNeeded
                    ? new Resolution.Unavailable("the provider refuses a key that it accepts elsewhere")
                    : resolution;
            case KeyCheck.Rejected:
                await credentials.MarkRevokedAsync(credential, cancellationToken);
                return new Resolution.SignInNeeded();
            default:
                return new Resolution.Unavailable($"the key could not be checked: {((KeyCheck.Unknown)check).Reason}");
        }
    }

    private static async Task<Resolution> ResolveAsync(
        MatchedLink link,
        Secret? credential,
        CancellationToken cancellationToken
    ) =>
        // Adapters may be compiled without checks for null.
        await link.Instance.Calls.RunAsync(
            () => link.Kind.Resolve(link.Match, link.Instance.CallWith(credential), cancellationToken),
            cancellationToken
        ) ?? throw new InvalidOperationException("The adapter gave no resolution.");

    // Logs the details, because users see the same message for all outages.
    private Answer Logged(Resolution.Unavailable outage, MatchedLink link)
    {
        Log.Unavailable(logger, link.Instance.Name, link.Match.Pattern.Name, outage.Reason);
        return new(outage);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Provider} could not resolve a link of kind {Kind}: {Detail}."
        )]
        public static partial void Unavailable(ILogger logger, string provider, string kind, string detail);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The adapter of {Provider} failed to resolve a link of kind {Kind}: {Reason}. {Exception}"
        )]
        public static partial void AdapterFailed(
            ILogger logger,
            string provider,
            string kind,
            string reason,
            ScrubbedException exception
        );
    }
}
