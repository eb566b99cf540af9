using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

/// <summary>Notion's token endpoint (reference page "Create a token").</summary>
internal sealed class NotionTokenEndpoint(
    Func<SimulatorOptions> options,
    NotionGrants grants,
    Faults faults,
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
        var user = OwnerOf(json);

        var response =
            await faults.NextTokenResponseAsync(cancellationToken)
            ?? ApiRequest.CheckClient(request, options())
            ?? ApiRequest.CheckHeaders(request, options().NotionVersion)
            ?? (json is { } root ? Respond(root) : NotionResponse.Reject(400, "invalid_json", violations));
        users.Record(user, exchange, response.Status, response.Violations);
        return response;
    }

    // Also for an invalid request, so that the journal can attribute it.
    private string? OwnerOf(JsonElement? json) =>
        json?.Text("code") is { } code ? grants.OwnerOfCode(code)
        : json?.Text("refresh_token") is { } token ? grants.OwnerOfRefreshToken(token)
        : null;

    private NotionResponse Respond(JsonElement root)
    {
        var violations = new List<string>();
        switch (root.Text("grant_type"))
        {
            case "authorization_code":
                root.RejectUnknownMembers("the body", violations, "grant_type", "code", "external_account");
                var code = Required(root, "code", "the body", violations);
                var account = ReadAccount(root, violations);
                return violations.Count > 0
                    ? NotionResponse.Reject(400, "validation_error", violations)
                    : TokenResponseOf(grants.ExchangeCode(code!, account!, options().IssueRefreshTokens));
            case "refresh_token":
                root.RejectUnknownMembers("the body", violations, "grant_type", "refresh_token");
                var token = Required(root, "refresh_token", "the body", violations);
                return violations.Count > 0
                    ? NotionResponse.Reject(400, "validation_error", violations)
                    : TokenResponseOf((grants.Refresh(token!), "the refresh token is unknown, replaced or revoked"));
            default:
                return NotionResponse.Reject(
                    400,
                    "validation_error",
                    "grant_type is neither authorization_code nor refresh_token"
                );
        }
    }

    public static ExternalAccount? ReadAccount(JsonElement root, List<string> violations)
    {
        if (root.Member("external_account", JsonValueKind.Object) is not { } account)
        {
            violations.Add("external_account is missing or not an object");
            return null;
        }
        account.RejectUnknownMembers("external_account", violations, "key", "name");
        var key = Required(account, "key", "external_account", violations);
        var name = Required(account, "name", "external_account", violations);
        return key is null || name is null ? null : new(key, name);
    }

    private static string? Required(JsonElement element, string member, string where, List<string> violations)
    {
        var text = element.Text(member);
        if (!string.IsNullOrWhiteSpace(text))
            return text;
        violations.Add($"{where}: {member} is missing, empty or not a string");
        return null;
    }

    private static NotionResponse TokenResponseOf((IssuedTokens? Tokens, string? Problem) result)
    {
        if (result.Tokens is not { } issued)
            return NotionResponse.Reject(400, "invalid_grant", result.Problem!);

        var grant = issued.Grant;
        var owner = new TokenOwner("user", new("user", Fingerprint.StableId($"person {grant.User}"), grant.User));
        return NotionResponse.Ok(
            JsonSerializer.SerializeToUtf8Bytes(
                new NotionTokenResponse
                {
                    AccessToken = issued.AccessToken.Reveal(),
                    RefreshToken = issued.RefreshToken?.Reveal(),
                    BotId = grant.BotId,
                    WorkspaceId = grant.Workspace.Id,
                    WorkspaceName = grant.Workspace.Name,
                    Owner = owner,
                },
                SimulatorJson.Default.NotionTokenResponse
            )
        );
    }
}
