using Microsoft.AspNetCore.Http;
using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;

namespace Unfurl.Simulator.Updates;

/// <summary><c>PATCH /v1/external/object</c>: the service says that the data behind a preview has changed.</summary>
internal sealed class ExternalObjectEndpoint(
    Func<SimulatorOptions> options,
    NotionGrants grants,
    Faults faults,
    UpdateRateLimiter limits,
    UserDirectory people,
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

        var answer = grant is null
            ? NotionResponse.Unauthorized("Bearer", "the Bearer token is missing, unknown or ended")
            : await faults.NextUpdateResponseAsync(grant.User, cancellationToken)
                ?? limits.CheckRate(grant.Workspace.Id, options().RateLimit)
                ?? ApiRequest.CheckHeaders(request, options().NotionVersion)
                ?? ApplyUpdate(grant, body);
        if (grant is not null)
            limits.RecordRetryAfter(grant.Workspace.Id, answer);

        IReadOnlyList<string> violations = early is null ? answer.Violations : [early, .. answer.Violations];
        people.Record(grant?.User, exchange, answer.Status, violations);
        return answer;
    }

    private NotionResponse ApplyUpdate(NotionGrant grant, ReadOnlyMemory<byte> body)
    {
        var read = ParsedUnfurlResponse.Read(body, null);
        if (!read.IsAccepted)
            return NotionResponse.Reject(400, "validation_error", read.Violations);

        var change = new PreviewChange(time.GetUtcNow(), "update", read.Attributes, read.Error, []);
        // Not a violation: the person may have removed the preview a moment ago.
        return people.Update(grant.User, grant.Workspace.Id, grant.Account.Key, read.Uri!, change)
            ? NotionResponse.Ok("{}"u8.ToArray())
            : NotionResponse.Fail(404, "object_not_found", "there is no preview of this uri for this connection");
    }
}
