using Microsoft.AspNetCore.Http.Features;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>The Unfurl Callback URL. Only this class responds 400 for it.</summary>
internal sealed class UnfurlEndpoints(
    PreviewService previews,
    CardRenderer renderer,
    DisplayTracker displays,
    RejectionLog rejections,
    IHostEnvironment environment,
    TimeProvider time
)
{
    private const string UriParameter = "uri";

    public static void Map(WebApplication app)
    {
        var group = app.MapGroup("/unfurl").WithTags("Unfurl").DisableAntiforgery();
        group.ShortCircuit();
        BearerAuthentication.Require(group);
        group
            .MapPost(
                "",
                (
                    HttpContext context,
                    TokenPrincipal principal,
                    UnfurlEndpoints endpoints,
                    CancellationToken cancelled
                ) => endpoints.UnfurlAsync(context, principal, cancelled)
            )
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
            .MapDelete(
                "",
                (
                    HttpContext context,
                    TokenPrincipal principal,
                    UnfurlEndpoints endpoints,
                    CancellationToken cancelled
                ) => endpoints.StopAsync(context, principal, cancelled)
            )
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

    private async Task<IResult> UnfurlAsync(
        HttpContext context,
        TokenPrincipal principal,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var (uri, rejection) = await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken);
        if (uri is null)
            return Reject(rejection);

        var (result, card) = await ResolveAsync(principal, uri, cancellationToken);
        if (result.Outcome != Outcome.Shown)
            rejections.LogLink(result.Entry.Reason, isFailure: result.Outcome == Outcome.Failed);
        return new UnfurlResult(uri, card.Bytes)
        {
            Timing = environment.IsDevelopment() ? (result.Source, time.GetElapsedTime(started)) : null,
        };
    }

    private async ValueTask<(CacheResult Result, Rendering Card)> ResolveAsync(
        TokenPrincipal principal,
        string uri,
        CancellationToken cancellationToken
    )
    {
        if (previews.Match(uri, out var rejection) is not { } link)
            return Rejected(rejection!);
        if (!principal.IsConnectedTo(link.Instance))
            return Rejected(PreviewService.SignInNeeded(principal.IsSuspendedAt(link.Instance)));

        var result = await previews.ResolveAsync(principal.Account, link, cancellationToken);
        var card = renderer.Render(result, link.Instance);
        await displays.TrackAsync(
            principal.GrantId,
            principal.GrantTag,
            link,
            result.Entry,
            card.Content,
            cancellationToken
        );
        return (result, card);
    }

    private (CacheResult Result, Rendering Card) Rejected(Entry rejection)
    {
        var result = new CacheResult(rejection, CacheSource.Negative);
        return (result, renderer.Render(result, instance: null));
    }

    private async Task<IResult> StopAsync(
        HttpContext context,
        TokenPrincipal principal,
        CancellationToken cancellationToken
    )
    {
        var (uri, rejection) = await ReadLinkAsync(context, cancellationToken);
        if (uri is null)
            return Reject(rejection);

        // Only links are tracked, so any other text needs no database query.
        if (Link.TryParse(uri, out _))
            await displays.UntrackAsync(principal.GrantId, uri, cancellationToken);
        return Results.NoContent();
    }

    // Reads the link from the query, or else from the body.
    private static async ValueTask<(string? Uri, BodyRejection Rejection)> ReadLinkAsync(
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var uris = context.Request.Query[UriParameter];
        if (uris.Count > 1)
            return (null, new(400, UnfurlReasons.UriRepeated, "The parameter uri stands more than once."));
        if (uris.ToString() is { Length: > 0 } uri)
            return (uri, default);

        var hasBody =
            context.Request.ContentLength != 0
            && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
        return hasBody
            ? await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken)
            : (
                null,
                new(400, UnfurlReasons.UriMissing, "The uri is missing: send it in the query, or in a JSON body.")
            );
    }

    private IResult Reject(BodyRejection rejection)
    {
        rejections.LogRejection(RejectionLog.Unfurl, rejection.Reason);
        return Problems.Of(rejection.Status, rejection.Detail);
    }
}
