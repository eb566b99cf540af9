using System.Text.Json.Nodes;
using Unfurl.Notion.Events;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>
/// Receives what Notion sends to the webhook of a connection. Each event with the right signature is acknowledged, known or not,
/// because Notion pauses a subscription whose events are refused; and only after its effect is stored.
/// </summary>
internal sealed class EventEndpoint(
    NotionConnections connections,
    SubscriptionRepository subscriptions,
    EventEffects effects,
    EnrichMetrics metrics,
    RejectionLog rejections
)
{
    public static void Map(WebApplication app) =>
        app.MapPost(
                "/notion/webhook/{connection}",
                (string connection, HttpContext context, EventEndpoint endpoint, CancellationToken cancellationToken) =>
                    endpoint.ReceiveAsync(connection.ToLowerInvariant(), context, cancellationToken)
            )
            .WithName("NotionWebhook")
            .WithSummary("Receive an event of Notion")
            .WithDescription(
                "For a connection of enrich mode: the name of an internal connection, or public. X-Notion-Signature is the HMAC-SHA256 of the raw body with the verification token. An event that was received before, is of an unknown type or concerns no row is acknowledged too. A handshake, which brings the token, is taken only while an administrator waits for it."
            )
            .WithTags("Webhooks")
            .Accepts<JsonObject>("application/json")
            .Produces(200)
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(408)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(500)
            .ProducesProblem(503)
            .DisableAntiforgery()
            .ShortCircuit();

    private async Task<IResult> ReceiveAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (!connections.HasWebhook(name))
            return Reject(
                name: "",
                StatusCodes.Status404NotFound,
                EventReasons.ConnectionUnknown,
                "There is no connection of this name."
            );
        if (context.Request.HasContentEncoding())
            return Reject(
                name,
                StatusCodes.Status415UnsupportedMediaType,
                RequestReasons.ContentEncodingUnsupported,
                BodyEncoding.ContentEncodingMessage
            );
        using var body = new RentedBody(NotionDelivery.MaxBytes);
        if (await body.ReadAsync(context.Request, cancellationToken) is { } unread)
            return Reject(name, unread.Status, unread.Reason, unread.Detail);

        string? signature = context.Request.Headers[NotionDelivery.SignatureHeader];
        var token = signature is null ? null : await subscriptions.FindTokenAsync(name, cancellationToken);
        var isSigned = token is not null && NotionDelivery.IsSigned(body.Bytes.Span, signature, token);
        return NotionDelivery.Parse(body.Bytes) switch
        {
            // It brings the token that signs it, so that its signature proves nothing.
            NotionDelivery.Handshake(var brought)
                when signature is null || NotionDelivery.IsSigned(body.Bytes.Span, signature, brought) =>
                await TakeAsync(name, brought, cancellationToken),
            _ when !isSigned => Unsigned(name, signature, token, context),
            // Not the request's token: a verified event is stored even if Notion stops waiting.
            NotionDelivery.Changed(var read) => await AcceptAsync(name, read),
            _ => Reject(
                name,
                StatusCodes.Status400BadRequest,
                EventReasons.Malformed,
                "The body is no event: it must be a JSON object with an id and a type."
            ),
        };
    }

    // The webhook of the public connection is that of all workspaces that are connected with it.
    private async Task<IResult> AcceptAsync(string name, NotionEvent read)
    {
        foreach (var connection in await connections.ListOfWebhookAsync(name, read.WorkspaceId, CancellationToken.None))
            metrics.Received(await effects.ApplyAsync(connection, read));
        await subscriptions.NoteEventAsync(name, read.Type, CancellationToken.None);
        return Results.Ok();
    }

    private async Task<IResult> TakeAsync(string name, Secret token, CancellationToken cancellationToken) =>
        await subscriptions.TakeAsync(name, token, cancellationToken) switch
        {
            HandshakeOutcome.Taken => Results.Ok(),
            HandshakeOutcome.Discarded => Reject(
                name,
                StatusCodes.Status409Conflict,
                EventReasons.HandshakeDoubled,
                "This is the second handshake, so that neither of the two is used. Begin again on /databases."
            ),
            _ => Reject(
                name,
                StatusCodes.Status403Forbidden,
                EventReasons.HandshakeNotExpected,
                "No handshake is taken now. An administrator lets one in on /databases."
            ),
        };

    private IResult Unsigned(string name, string? signature, Secret? token, HttpContext context)
    {
        // RFC 9110 §15.5.2: a 401 must name an authentication scheme.
        context.Response.Headers.WWWAuthenticate = "Signature";
        return signature is null
                ? Reject(
                    name,
                    StatusCodes.Status401Unauthorized,
                    EventReasons.SignatureMissing,
                    $"The event is not signed: the header {NotionDelivery.SignatureHeader} is missing."
                )
            : token is null
                ? Reject(
                    name,
                    StatusCodes.Status401Unauthorized,
                    EventReasons.TokenMissing,
                    "No verification token was accepted for this connection yet. An administrator sets the webhook up on /databases."
                )
            : Reject(
                name,
                StatusCodes.Status401Unauthorized,
                EventReasons.SignatureWrong,
                "The signature is not that of the connection's verification token over this body."
            );
    }

    // The detail is for the sender and the log, and contains no request data.
    private IResult Reject(string name, int status, string reason, string detail)
    {
        metrics.Received(reason);
        rejections.LogEvent(name, reason, detail);
        return Problems.Of(status, detail);
    }
}
