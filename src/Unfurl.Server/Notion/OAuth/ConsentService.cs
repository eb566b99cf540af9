using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Storage;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>Before Allow, no code is issued and Notion's code is not exchanged.</summary>
internal sealed partial class ConsentService(
    AuthorizationRequestRepository requests,
    NotionClient notion,
    AccountRepository accounts,
    GrantRepository grants,
    AuthorizationCodeRepository codes,
    SharedNotionTokens notionTokens,
    NotionTokenRevocation revocation,
    OAuthClient client,
    UnfurlOptions settings,
    Database database,
    RejectionLog rejections,
    ILogger<ConsentService> logger
)
{
    /// <returns>Null when the request is unknown, expired, completed or bound to another browser.</returns>
    public Task<AuthorizationRequest?> FindAsync(string id, string browser, CancellationToken cancellationToken) =>
        requests.FindAsync(id, browser, cancellationToken);

    /// <summary>
    /// Exchanges Notion's code, compares the workspace, stores the grant and issues an authorization code. A workspace that may not
    /// connect leaves nothing behind.
    /// </summary>
    /// <returns>The address at Notion; null as in <see cref="FindAsync"/>.</returns>
    public async Task<string?> AllowAsync(
        string id,
        string browser,
        Connector connector,
        CancellationToken cancellationToken
    )
    {
        if (await requests.ConsumeAsync(id, browser, cancellationToken) is not { } request)
            return null;

        var accountId = connector.User?.AccountId ?? accounts.NewId();
        switch (await notion.ExchangeCodeAsync(request.NotionCode, accountId, connector.Name, cancellationToken))
        {
            case ExchangeResult.Succeeded(var token) when !settings.Notion.Admits(token.WorkspaceId):
                Log.WorkspaceNotListed(logger, OAuthReasons.WorkspaceNotListed, token.WorkspaceId);
                await DiscardAsync(token, cancellationToken);
                return request.ErrorResponseUri(
                    Errors.AccessDenied,
                    "This Notion workspace may not connect here. Ask whoever operates the service to list it."
                );

            case ExchangeResult.Succeeded(var token):
                if (await ConnectAsync(request, connector.User, accountId, token, cancellationToken) is not { } code)
                {
                    rejections.LogRejection(RejectionLog.Consent, OAuthReasons.DisconnectedConcurrently);
                    return request.ErrorResponseUri(
                        Errors.TemporarilyUnavailable,
                        "Your account was disconnected at that moment. Connect again from Notion."
                    );
                }
                return request.ResponseUri(new KeyValuePair<string, string?>(Parameters.Code, code.Reveal()));

            case ExchangeResult.Rejected(var reason):
                Log.NotionFailed(logger, OAuthReasons.NotionRefusedCode, reason);
                return request.ErrorResponseUri(
                    Errors.ServerError,
                    "Notion did not take the code it gave for this connection. Connect again from Notion."
                );

            case ExchangeResult.Unavailable(var reason):
                Log.NotionFailed(logger, OAuthReasons.NotionUnavailable, reason);
                return request.ErrorResponseUri(
                    Errors.TemporarilyUnavailable,
                    "Notion could not be reached to finish the connection. Connect again in a moment."
                );

            default:
                throw new InvalidOperationException("Unknown exchange result.");
        }
    }

    /// <param name="reason">One of <see cref="OAuthReasons"/> or <see cref="SignInReasons"/>.</param>
    /// <returns>The address at Notion; null as in <see cref="FindAsync"/>.</returns>
    public async Task<string?> DenyAsync(string id, string browser, string reason, CancellationToken cancellationToken)
    {
        if (await requests.ConsumeAsync(id, browser, cancellationToken) is not { } request)
            return null;
        rejections.LogRejection(RejectionLog.Consent, reason);
        return request.ErrorResponseUri(Errors.AccessDenied, "The connection was not allowed.");
    }

    // Returns the authorization code; null when the account's credential was revoked during the exchange.
    private async Task<Secret?> ConnectAsync(
        AuthorizationRequest request,
        SignedInUser? user,
        string accountId,
        NotionToken token,
        CancellationToken cancellationToken
    )
    {
        var (code, isUnneeded) = await database.InTransactionAsync<(Secret?, bool)>(
            async session =>
            {
                if (user is null)
                    await accounts.AddAsync(accountId, session);
                await AccountRepository.LockAsync(accountId, session);
                if (
                    user is not null
                    && !await CredentialRepository.IsActiveAsync(user.AccountId, user.Provider, session)
                )
                    return (null, !await notionTokens.IsNeededAsync(token, session));
                var grantId = await grants.SaveAsync(accountId, token, session);
                return (await codes.AddAsync(grantId, client.ClientId, request.RedirectUri, session), false);
            },
            cancellationToken
        );
        // A token that is not stored must not stay valid at Notion.
        if (isUnneeded)
            revocation.Start(token.AccessToken);
        return code;
    }

    // Notion may have given the token to another grant before.
    private async Task DiscardAsync(NotionToken token, CancellationToken cancellationToken)
    {
        var isNeeded = await database.InTransactionAsync(
            session => notionTokens.IsNeededAsync(token, session),
            cancellationToken
        );
        if (!isNeeded)
            revocation.Start(token.AccessToken);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A connection was refused: {Reason}. The workspace is {Workspace}; Unfurl:Notion:Workspaces lists those that may connect."
        )]
        public static partial void WorkspaceNotListed(ILogger logger, string reason, string? workspace);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Notion did not complete the code exchange: {Reason} ({Detail})."
        )]
        public static partial void NotionFailed(ILogger logger, string reason, string detail);
    }
}

/// <summary>Who connects a workspace.</summary>
/// <param name="User">The account; null for whoever sees only what needs no sign-in.</param>
/// <param name="Name">What Notion shows under "My connections".</param>
internal sealed record Connector(SignedInUser? User, string Name)
{
    public static Connector Of(SignedInUser user) => new(user, user.DisplayName);
}
