using Unfurl.Notion.Api;
using Unfurl.Server.Authorization.Grants;
using Unfurl.Server.Authorization.SignIn;
using Unfurl.Server.Authorization.Tokens;
using Unfurl.Server.Operations.Configuration;
using Unfurl.Server.Storage;
using static Unfurl.Server.Authorization.OAuthConstants;

namespace Unfurl.Server.Authorization;

/// <summary>Carries out the user's answer to an authorization request. Nothing is issued and nothing is traded before Allow.</summary>
internal sealed partial class ConsentService(
    AuthorizationRequestRepository requests,
    NotionClient notion,
    GrantRepository grants,
    AuthorizationCodeRepository codes,
    OAuthClient client,
    Database database,
    ILogger<ConsentService> logger
)
{
    /// <summary>Allow: trades Notion's code, stores the grant, issues our code.</summary>
    /// <returns>Where the browser goes; null when the request is unknown, expired, another browser's or answered already.</returns>
    public async Task<string?> AllowAsync(string id, string browser, SignedIn user, CancellationToken cancellationToken)
    {
        if (await requests.TakeAsync(id, browser, cancellationToken) is not { } request)
            return null;

        switch (await notion.ExchangeCodeAsync(request.NotionCode, user.AccountId, user.DisplayName, cancellationToken))
        {
            case ExchangeResult.Succeeded(var token):
                var code = await ConnectAsync(request, user, token, cancellationToken);
                return request.Answer(new KeyValuePair<string, string?>(Parameters.Code, code.Reveal()));

            case ExchangeResult.Refused(var reason):
                Log.Refused(logger, reason);
                return request.Failure(
                    Errors.ServerError,
                    "Notion did not take the code it gave for this connection. Connect again from Notion."
                );

            case ExchangeResult.Unavailable(var reason):
                Log.Unavailable(logger, reason);
                return request.Failure(
                    Errors.TemporarilyUnavailable,
                    "Notion could not be reached to finish the connection. Connect again in a moment."
                );

            default:
                throw new InvalidOperationException("Unknown exchange result.");
        }
    }

    /// <summary>Deny.</summary>
    /// <returns>Where the browser goes; null when the request is not there any more.</returns>
    public async Task<string?> DenyAsync(string id, string browser, CancellationToken cancellationToken) =>
        (await requests.TakeAsync(id, browser, cancellationToken))?.Failure(
            Errors.AccessDenied,
            "The connection was not allowed."
        );

    private Task<Secret> ConnectAsync(
        AuthorizationRequest request,
        SignedIn user,
        NotionToken token,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var grantId = await grants.SaveAsync(user.AccountId, token, connection, transaction);
                return await codes.AddAsync(grantId, client.ClientId, request.RedirectUri, connection, transaction);
            },
            cancellationToken
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Notion refused its own code: {Reason}.")]
        public static partial void Refused(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Notion's token endpoint is unavailable: {Reason}.")]
        public static partial void Unavailable(ILogger logger, string reason);
    }
}
