using Microsoft.AspNetCore.Http;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Updates;

/// <summary><c>PATCH /v1/external/object</c>: the service updates the data of a preview.</summary>
internal sealed class ExternalObjectEndpoint(
    Func<SimulatorOptions> options,
    NotionGrants grants,
    Faults faults,
    UpdateRateLimiter limits,
    UserDirectory users,
    TimeProvider time
)
{
    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var exchange = Exchange.From("service", request, time);
        var body = await BoundedBody.ReadAsync(request.Body, cancellationToken);
        var grant = ApiRequest.Credential(request, "Bearer") is { Length: > 0 } token
            ? grants.FindByAccessToken(token)
            : null;
        var early = grant is null ? null : limits.CheckRetryAfter(grant.Workspace.Id);

        var refusal = grant is null
            ? NotionResponse.Unauthorized("Bearer", "the Bearer token is missing, unknown or ended")
            : await faults.NextUpdateResponseAsync(grant.User, cancellationToken)
                ?? limits.CheckRate(grant.Workspace.Id, options().RateLimit)
                ?? ApiRequest.CheckHeaders(request, options().NotionVersion);
        // Who sees the update sees its exchange in the journal.
        return users.InOneStep(() =>
        {
            var response = refusal ?? ApplyUpdate(grant!, body);
            if (grant is not null)
                limits.RecordRetryAfter(grant.Workspace.Id, response);
            IReadOnlyList<string> violations = early is null ? response.Violations : [early, .. response.Violations];
            users.Record(grant?.User, exchange, response.Status, violations);
            return response;
        });
    }

    private NotionResponse ApplyUpdate(NotionGrant grant, ReadOnlyMemory<byte> body)
    {
        var read = ParsedUnfurlResponse.Read(body, null);
        if (!read.IsAccepted)
            return NotionResponse.Reject(400, "validation_error", read.Violations);

        var change = new PreviewChange(time.GetUtcNow(), "update", read.Attributes, read.Error, []);
        // Not a violation: the user may just have removed the preview.
        return users.Update(grant.User, grant.Workspace.Id, grant.Account.Key, read.Uri!, change)
            ? NotionResponse.Ok("{}"u8.ToArray())
            : NotionResponse.Fail(404, "object_not_found", "there is no preview of this uri for this connection");
    }
}
