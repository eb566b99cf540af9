using System.Data.Common;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Previews;

/// <summary>
/// Resolves links with the account's credential. Failures of providers and adapters become resolutions. Failures of the
/// database are exceptions, because nothing is known of the link.
/// </summary>
internal sealed partial class LinkResolver(
    CredentialService credentials,
    CallPauses pauses,
    ILogger<LinkResolver> logger
)
{
    private const string OriginNotDeclared = "origin_not_declared";
    private const string AdapterFailed = "adapter_failed";

    /// <param name="cancellationToken">Carries the time limit of the whole call.</param>
    public async Task<Answer> ResolveAsync(MatchedLink link, string accountId, CancellationToken cancellationToken)
    {
        if (pauses.Find(link.Instance.Name, accountId) is { } paused)
            return new(paused);
        var credential = await FindCredentialAsync(link, accountId, cancellationToken);
        if (credential is not { IsActive: true })
            return new(new Resolution.SignInNeeded { IsSuspended = credential is { IsSuspended: true } });
        try
        {
            // WaitAsync enforces the time limit on adapters that ignore the token.
            var resolution = await ResolveAsync(link, credential, cancellationToken).WaitAsync(cancellationToken);
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
            var reason = exception is UndeclaredOriginException ? OriginNotDeclared : AdapterFailed;
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
        var (instance, match) = (link.Instance, link.Match);
        if (await credentials.RenewIfExpiringAsync(stored, instance, cancellationToken) is not { } credential)
            return new Resolution.SignInNeeded();

        var resolution = await instance.ResolveAsync(match, credential.AccessToken, cancellationToken);
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
        resolution = await instance.ResolveAsync(match, renewed.AccessToken, cancellationToken);
        if (resolution is Resolution.SignInNeeded { IsSuspended: true })
            await credentials.MarkSuspendedAsync(renewed, cancellationToken);
        else if (resolution is Resolution.SignInNeeded)
            await credentials.MarkRevokedAsync(renewed, cancellationToken);
        return resolution;
    }

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
