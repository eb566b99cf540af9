using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

/// <summary>
/// Notion's revocation endpoint (reference page "Revoke a token"). The response to an unknown token is 200 too (RFC 7009
/// §2.2).
/// </summary>
internal sealed class NotionRevocationEndpoint(
    Func<SimulatorOptions> options,
    NotionGrants grants,
    UserDirectory users,
    TimeProvider time
)
{
    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var exchange = Exchange.From("service", request, time);
        var body = await BoundedBody.ReadAsync(request.Body, cancellationToken);
        var violations = new List<string>();
        var json = JsonReading.ParseObject(body, violations);
        var user = json?.Text("token") is { } token ? grants.OwnerOfToken(token) : null;

        var response =
            ApiRequest.CheckClient(request, options())
            ?? ApiRequest.CheckHeaders(request, options().NotionVersion)
            ?? (json is { } root ? Respond(root) : NotionResponse.Reject(400, "invalid_json", violations));
        users.Record(user, exchange, response.Status, response.Violations);
        return response;
    }

    private NotionResponse Respond(JsonElement root)
    {
        var violations = new List<string>();
        root.RejectUnknownMembers("the body", violations, "token");
        if (root.Text("token") is not { } token || string.IsNullOrWhiteSpace(token))
            violations.Add("the body: token is missing, empty or not a string");
        else if (violations.Count == 0)
        {
            grants.RevokeToken(token);
            return NotionResponse.Ok("{}"u8.ToArray());
        }
        return NotionResponse.Reject(400, "validation_error", violations);
    }
}
