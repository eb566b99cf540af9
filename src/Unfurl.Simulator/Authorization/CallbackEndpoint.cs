using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Simulator.Service;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

/// <summary>Notion's redirect URI: receives the browser with the service's code or an error.</summary>
internal sealed class CallbackEndpoint(
    NotionGrants grants,
    ServiceClient service,
    UserDirectory users,
    TimeProvider time
)
{
    // RFC 6749 §4.1.2.1
    private static readonly string[] ErrorCodes =
    [
        "invalid_request",
        "unauthorized_client",
        "access_denied",
        "unsupported_response_type",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
    ];

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var exchange = Exchange.From("browser", request, time);
        if (request.Query["state"] is not [{ } state])
            return Reject(null, exchange, "the state is missing or stands more than once");
        if (grants.UseState(state) is not { } pending)
            return Reject(null, exchange, "the state is not, byte for byte, one that Notion made within the last hour");
        if (pending.IsStateUsed)
            return Reject(pending, exchange, "the state has been used before");

        return (request.Query["code"], request.Query["error"]) switch
        {
            ([{ Length: > 0 } code], []) => await ConnectAsync(pending, exchange, code, cancellationToken),
            ([], [{ Length: > 0 } error]) => PassError(
                pending,
                exchange,
                error,
                request.Query["error_description"].ToString()
            ),
            _ => Reject(pending, exchange, "there must be exactly one of code and error"),
        };
    }

    private async Task<IResult> ConnectAsync(
        PendingAuthorization pending,
        Exchange exchange,
        string code,
        CancellationToken cancellationToken
    )
    {
        if (pending.Account is not { } account)
            return Reject(pending, exchange, "Notion's code has not been traded for a token with an external_account");

        var response = await service.ExchangeCodeAsync(code, cancellationToken);
        var violations = new List<string>();
        var tokens = TokenResponseReader.Read(response, null, time.GetUtcNow(), violations);
        users.Record(pending.User, response.Exchange, response.Status, violations);
        if (tokens is null)
            return Reject(pending, exchange, $"the token endpoint: {string.Join("; ", violations)}");

        var id = Fingerprint.NewSecret()[..12];
        users.Connect(new(id, pending.User, pending.Workspace, account, tokens));
        if (pending.ReturnTo is { } target)
        {
            users.Record(pending.User, exchange, StatusCodes.Status302Found, []);
            return Results.Redirect(target.AbsoluteUri);
        }
        users.Record(pending.User, exchange, StatusCodes.Status200OK, []);
        return BrowserPage.Text(StatusCodes.Status200OK, "Connected", $"{account.Name} is connected.");
    }

    // The user denied access, or the service failed: Notion shows the error.
    private IResult PassError(PendingAuthorization pending, Exchange exchange, string error, string description) =>
        ErrorCodes.Contains(error)
            ? Finish(pending, exchange, StatusCodes.Status200OK, error, description, [])
            : Finish(
                pending,
                exchange,
                StatusCodes.Status200OK,
                "protocol_violation",
                description,
                ["the error is none of RFC 6749 §4.1.2.1"]
            );

    private IResult Reject(PendingAuthorization? pending, Exchange exchange, string violation) =>
        Finish(pending, exchange, StatusCodes.Status400BadRequest, "protocol_violation", violation, [violation]);

    private IResult Finish(
        PendingAuthorization? pending,
        Exchange exchange,
        int status,
        string error,
        string description,
        IReadOnlyList<string> violations
    )
    {
        var target = pending?.ReturnTo;
        users.Record(pending?.User, exchange, target is null ? status : StatusCodes.Status302Found, violations);
        return target is null
            ? BrowserPage.Text(status, "Not connected", $"{error}: {description}")
            : Results.Redirect(
                QueryHelpers.AddQueryString(
                    target.AbsoluteUri,
                    new Dictionary<string, string?> { ["error"] = error, ["error_description"] = description }
                )
            );
    }
}
