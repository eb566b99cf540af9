using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Databases.Rest;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>
/// Tokens of public connections (reference pages "Create a token", "Introspect token", "Revoke token"). OAuth's errors have the
/// format of Notion's.
/// </summary>
internal sealed class TokenEndpoints(SimulatedDatabases all, Faults faults)
{
    public async Task<IResult> TokenAsync(HttpRequest request, CancellationToken cancellationToken) =>
        (IResult?)await faults.NextTokenResponseAsync(cancellationToken)
        ?? await ServeAsync(request, Give, cancellationToken);

    public async Task<IResult> IntrospectAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await ServeAsync(request, Introspect, cancellationToken);

    public async Task<IResult> RevokeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await ServeAsync(request, Revoke, cancellationToken);

    private async Task<RestResponse> ServeAsync(
        HttpRequest request,
        Func<SimulatedPublicConnection, JsonElement, RestResponse> serve,
        CancellationToken cancellationToken
    )
    {
        var bytes = await BoundedBody.ReadAsync(request.Body, cancellationToken);
        if (
            ApiRequest.Client(request) is not (var id, var secret)
            || all.FindPublicConnection(id) is not { } connection
            || !connection.HasSecret(secret)
        )
            return RestResponse.Error(401, "invalid_client", "The client id or secret by HTTP Basic is wrong.") with
            {
                Challenge = "Basic",
            };
        if (ApiRequest.CheckHeaders(request, all.NotionVersion) is { } wrongHeader)
            return RestResponse.From(wrongHeader);
        var violations = new List<string>();
        return JsonReading.ParseObject(bytes, violations) is { } body
            ? all.Change(() => serve(connection, body))
            : RestResponse.Error(400, "invalid_json", string.Join("; ", violations));
    }

    private static RestResponse Give(SimulatedPublicConnection connection, JsonElement body) =>
        body.Text("grant_type") switch
        {
            "authorization_code" => Exchange(connection, body),
            "refresh_token" => Refresh(connection, body),
            _ => Invalid("grant_type is neither authorization_code nor refresh_token"),
        };

    private static RestResponse Exchange(SimulatedPublicConnection connection, JsonElement body)
    {
        // external_account is of Link Preview connections.
        if (Problem(body, "code", "grant_type", "code", "redirect_uri") is { } problem)
            return Invalid(problem);
        var text = body.Text("code")!;
        if (connection.Codes.Find(text) is not { } code)
            return InvalidGrant("The code is unknown, used or expired.");
        var hasRedirectUri = body.TryGetProperty("redirect_uri", out _);
        if (hasRedirectUri != code.RedirectUri is not null)
            return Invalid(
                hasRedirectUri
                    ? "redirect_uri did not stand in the authorization request"
                    : "redirect_uri is missing, which stood in the authorization request"
            );
        if (body.Text("redirect_uri") != code.RedirectUri)
            return InvalidGrant("redirect_uri is another one than in the authorization request.");
        connection.Codes.Use(text);
        return Tokens(connection.Authorize(code));
    }

    private static RestResponse Refresh(SimulatedPublicConnection connection, JsonElement body)
    {
        if (Problem(body, "refresh_token", "grant_type", "refresh_token") is { } problem)
            return Invalid(problem);
        return connection.FindByRefreshToken(body.Text("refresh_token")!) is { } authorization
            ? Tokens(authorization.Issue())
            : InvalidGrant("The refresh token is unknown, replaced or revoked.");
    }

    private static RestResponse Introspect(SimulatedPublicConnection connection, JsonElement body)
    {
        if (Problem(body, "token", "token") is { } problem)
            return Invalid(problem);
        if (connection.FindByToken(body.Text("token")!) is not { } authorization)
            return RestResponse.OkWithRequestId(new() { ["active"] = false });
        return RestResponse.OkWithRequestId(
            new()
            {
                ["active"] = true,
                ["scope"] = Scopes.Of(authorization.Bot.Capabilities),
                // Milliseconds in the reference page's sample, where RFC 7662 has seconds.
                ["iat"] = authorization.IssuedAt.ToUnixTimeMilliseconds(),
            }
        );
    }

    // An unknown token is no mistake (RFC 7009 §2.2).
    private static RestResponse Revoke(SimulatedPublicConnection connection, JsonElement body)
    {
        if (Problem(body, "token", "token") is { } problem)
            return Invalid(problem);
        connection.FindByToken(body.Text("token")!)?.Revoke();
        return RestResponse.OkWithRequestId([]);
    }

    private static string? Problem(JsonElement body, string required, params string[] members)
    {
        var violations = new List<string>();
        body.RejectUnknownMembers("the body", violations, members);
        if (string.IsNullOrWhiteSpace(body.Text(required)))
            violations.Add($"the body: {required} is missing, empty or not a string");
        return violations.Count > 0 ? string.Join("; ", violations) : null;
    }

    private static RestResponse Tokens(IssuedPair issued)
    {
        var (authorization, access, refresh) = issued;
        var workspace = authorization.Bot.Workspace;
        return RestResponse.OkWithRequestId(
            new()
            {
                ["access_token"] = access.Reveal(),
                ["token_type"] = "bearer",
                ["refresh_token"] = refresh.Reveal(),
                ["bot_id"] = authorization.Bot.Id,
                ["workspace_id"] = workspace.Id,
                ["workspace_name"] = workspace.Name,
                ["workspace_icon"] = null,
                ["owner"] = new JsonObject
                {
                    ["type"] = "user",
                    ["user"] = UserJson.Known(authorization.Person.Id, authorization.Bot),
                },
                ["duplicated_template_id"] = null,
            }
        );
    }

    private static RestResponse Invalid(string message) => RestResponse.Error(400, "invalid_request", message);

    private static RestResponse InvalidGrant(string message) => RestResponse.Error(400, "invalid_grant", message);
}
