using System.Data.Common;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>
/// ASP.NET Core's handler, which binds the flow to the browser, with a callback that also binds it to the account: nobody's
/// workspace is connected to somebody else. It signs nobody in.
/// </summary>
internal sealed class ConnectHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AuthorizationRepository authorizations,
    PublicNotionClient client,
    UnfurlOptions settings,
    RejectionLog rejections
) : OAuthHandler<OAuthOptions>(options, new FrameworkLogs(logger), encoder)
{
    /// <summary>The slash keeps it apart from the schemes of providers.</summary>
    public const string SchemeName = "notion/connect/public";

    public const string Path = "/notion/connect";
    public const string AccountProperty = "account";

    private const string Return = "/databases";

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(
            Options.AuthorizationEndpoint,
            new Dictionary<string, string?>
            {
                ["client_id"] = Options.ClientId,
                ["redirect_uri"] = redirectUri,
                ["response_type"] = "code",
                ["owner"] = "user",
                ["state"] = Options.StateDataFormat.Protect(properties),
            }
        );

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var page = await TryReceiveAsync();
        await page.ExecuteAsync(Context);
        return HandleRequestResult.Handle();
    }

    // The original would make another failure of it.
    private async Task<IResult> TryReceiveAsync()
    {
        try
        {
            return await ReceiveAsync();
        }
        catch (DbException exception)
        {
            rejections.LogConnect(SignInReasons.DatabaseFailed, exception.GetType().Name);
            return ErrorPages.Unavailable(
                "The service could not keep the connection. Connect again in a moment.",
                Return
            );
        }
    }

    private async Task<IResult> ReceiveAsync()
    {
        if (
            Options.StateDataFormat.Unprotect(Request.Query["state"]) is not { } properties
            || !ValidateCorrelationId(properties)
        )
            return Refuse(
                OAuthReasons.RequestUnknown,
                "This was not begun in this browser, or took too long. Nothing was connected."
            );
        var account = properties.Items.TryGetValue(AccountProperty, out var id) ? id : null;
        var session = await Context.AuthenticateAsync(SessionStore.Scheme);
        if (
            account is null
            || session.Principal is null
            || SignedInUser.From(session.Principal) is not { } user
            || user.AccountId != account
        )
            return Refuse(
                SignInReasons.NotSignedIn,
                "Meanwhile somebody else has signed in here, or nobody is signed in. Nothing was connected."
            );
        if (Request.Query["error"].ToString() is { Length: > 0 } error)
            return error == "access_denied"
                ? Refuse(OAuthReasons.UserDenied, "Notion was not connected: you did not allow it there.")
                : Refuse(OAuthReasons.NotionRefusedCode, "Notion refused to connect. Try again in a moment.");
        if (Request.Query["code"].ToString() is not { Length: > 0 } code)
            return Refuse(OAuthReasons.NotionCodeMissing, "Notion sent no code. Try again in a moment.");
        return await ConnectAsync(user, code);
    }

    private async Task<IResult> ConnectAsync(SignedInUser user, string code)
    {
        switch (
            await client.Client.ExchangeCodeAsync(code, BuildRedirectUri(Options.CallbackPath), Context.RequestAborted)
        )
        {
            case ExchangeResult.Succeeded { Token: var token } when !settings.Notion.Admits(token.WorkspaceId):
                client.Revoke(token.AccessToken);
                return Refuse(
                    OAuthReasons.WorkspaceNotListed,
                    "This workspace is not one of those that this service is for. Ask whoever runs it to list it."
                );
            case ExchangeResult.Succeeded { Token: var token }:
                // Not the request's token: Notion has given it out already.
                if (await authorizations.SaveAsync(user.AccountId, token, CancellationToken.None) is { } replaced)
                    client.Revoke(replaced);
                return Results.Redirect(Return);
            case ExchangeResult.Rejected(var reason):
                return Refuse(OAuthReasons.NotionRefusedCode, "Notion did not accept the code. Connect again.", reason);
            case ExchangeResult.Unavailable(var reason):
                return Refuse(
                    OAuthReasons.NotionUnavailable,
                    "Notion could not be reached, or answered wrongly. Try again in a moment.",
                    reason
                );
            default:
                throw new InvalidOperationException("Unknown exchange result.");
        }
    }

    private IResult Refuse(string reason, string message, string detail = "")
    {
        rejections.LogConnect(reason, detail);
        return ErrorPages.BadRequest(message, Return);
    }
}
