using Microsoft.AspNetCore.Mvc;
using Unfurl.Server.Authorization.Tokens;
using Unfurl.Server.Operations;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Unfurling;

/// <summary>The Unfurl Callback URL. The only place that answers 400 and 401 for it.</summary>
internal static class UnfurlEndpoints
{
    public static void MapUnfurling(this WebApplication app)
    {
        var group = app.MapGroup("/unfurl").WithTags("Unfurl").WithBearer().DisableAntiforgery();
        group
            .MapPost("", UnfurlAsync)
            .WithName("Unfurl")
            .WithSummary("Resolve a link as the account behind the token")
            .Accepts<UnfurlRequest>("application/json")
            .Produces<UnfurlAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(415);
        group
            .MapDelete("", StopAsync)
            .WithName("StopTracking")
            .WithSummary("No preview of the link is left in the workspace: stop tracking it")
            .Accepts<UnfurlRequest>(isOptional: true, "application/json")
            .Produces(204)
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(415);
    }

    private static async Task<IResult> UnfurlAsync(
        HttpContext context,
        BearerAuthentication bearer,
        UnfurlService unfurling,
        IHostEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        if (await bearer.AuthenticateAsync(context, cancellationToken) is not { } caller)
            return BearerAuthentication.Challenge(context);
        var body = await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken);
        if (body.Uri is null)
            return Problems.Of(body.Status, body.Problem);

        var result = await unfurling.UnfurlAsync(caller, body.Uri, cancellationToken);
        return new UnfurlResult(body.Uri, result.Answer.Operations)
        {
            Source = environment.IsDevelopment() ? result.Source : null,
        };
    }

    private static async Task<IResult> StopAsync(
        HttpContext context,
        [FromQuery] string? uri,
        BearerAuthentication bearer,
        TrackedPreviewRepository tracked,
        CancellationToken cancellationToken
    )
    {
        if (await bearer.AuthenticateAsync(context, cancellationToken) is not { } caller)
            return BearerAuthentication.Challenge(context);
        if (string.IsNullOrEmpty(uri))
        {
            var body = await UnfurlRequestBody.ReadAsync(context.Request, cancellationToken);
            if (body.Uri is null)
                return Problems.Of(body.Status, body.Problem);
            uri = body.Uri;
        }
        // Only links are ever tracked; asking storage about anything else would be pointless.
        if (Link.TryParse(uri, out _))
            await tracked.RemoveAsync(caller.GrantId, uri, cancellationToken);
        return Results.NoContent();
    }
}
