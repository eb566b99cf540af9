using Microsoft.AspNetCore.Http.Features;
using Unfurl.Server.Http;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>The Unfurl Callback URL. Only this class responds 400 and 401 for it.</summary>
internal static class UnfurlEndpoints
{
    private const string UriParameter = "uri";

    public static void Map(WebApplication app)
    {
        var group = app.MapGroup("/unfurl").WithTags("Unfurl").WithBearer().DisableAntiforgery();
        group.ShortCircuit();
        group
            .MapPost("", UnfurlAsync)
            .WithName("Unfurl")
            .WithSummary("Resolve a link as the account behind the token")
            .Accepts<UnfurlRequest>("application/json")
            .Produces<UnfurlResponse>()
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(503);
        group
            .MapDelete("", StopAsync)
            .WithName("StopTracking")
            .WithSummary("Stop tracking a link whose last preview in the workspace was removed")
            .Accepts<UnfurlRequest>(isOptional: true, "application/json")
            .WithQuery(UriParameter, "The link, instead of a body.")
            .Produces(204)
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(503);
    }

    private static async Task<IResult> UnfurlAsync(
        HttpContext context,
        BearerAuthentication bearer,
        UnfurlRejections rejections,
        UnfurlService unfurling,
        IHostEnvironment environment,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        if (await bearer.AuthenticateAsync(context, cancellationToken) is not { } principal)
            return BearerAuthentication.Challenge(context);
        var body = await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken);
        if (body.Uri is null)
            return rejections.BadRequest(body);

        var result = await unfurling.UnfurlAsync(principal, body.Uri, cancellationToken);
        return new UnfurlResult(body.Uri, result.Operations)
        {
            Timing = environment.IsDevelopment() ? (result.Source, time.GetElapsedTime(started)) : null,
        };
    }

    private static async Task<IResult> StopAsync(
        HttpContext context,
        BearerAuthentication bearer,
        UnfurlRejections rejections,
        DisplayTracker displays,
        CancellationToken cancellationToken
    )
    {
        if (await bearer.AuthenticateAsync(context, cancellationToken) is not { } principal)
            return BearerAuthentication.Challenge(context);
        var link = await ReadLinkAsync(context, cancellationToken);
        if (link.Uri is null)
            return rejections.BadRequest(link);

        // Only links are tracked, so any other text needs no database query.
        if (Link.TryParse(link.Uri, out _))
            await displays.UntrackAsync(principal.GrantId, link.Uri, cancellationToken);
        return Results.NoContent();
    }

    // Reads the link from the query, or else from the body.
    private static async ValueTask<UnfurlRequestBody.ParseResult> ReadLinkAsync(
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var uris = context.Request.Query[UriParameter];
        if (uris.Count > 1)
            return UnfurlRequestBody.ParseResult.Failed(
                400,
                UnfurlRejections.UriRepeated,
                "The parameter uri stands more than once."
            );
        if (uris.ToString() is { Length: > 0 } uri)
            return UnfurlRequestBody.ParseResult.Of(uri);

        var hasBody =
            context.Request.ContentLength != 0
            && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
        return hasBody
            ? await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken)
            : UnfurlRequestBody.ParseResult.Failed(
                400,
                UnfurlRejections.UriMissing,
                "The uri is missing: send it in the query, or in a JSON body."
            );
    }
}
