using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Tests.Simulator.Checks;

internal sealed partial class FaultyService
{
    private readonly ConcurrentDictionary<string, IssuedCode> _codes = new();
    private readonly ConcurrentDictionary<string, string> _refreshTokens = new();

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method == "GET" && Breaks("hangs"))
        {
            _clock.Advance(TimeSpan.FromMinutes(2));
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        }
        if (request.Method == "GET")
            return Breaks("token.post-only") ? Json(200, "{}") : Json(405, "{}");
        if (!request.HasFormContentType)
            return Breaks("token.media-type") ? Json(500, "{}") : Error("invalid_request");
        var form = await request.ReadFormAsync();
        if (form.Any(pair => pair.Value.Count > 1) && !Breaks("token.doubled-parameter"))
            return Error("invalid_request");
        if (!IsNotion(form))
            return Json(401, """{"error":"invalid_client"}""");
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => Redeem(form),
            "refresh_token" => Refresh(form),
            "" => Breaks("token.missing-parameter") ? Json(500, "{}") : Error("invalid_request"),
            _ => Breaks("token.unsupported-grant-type") ? Error("invalid_request") : Error("unsupported_grant_type"),
        };
    }

    // Three lax comparisons of the secret, one per check of it.
    private bool IsNotion(IFormCollection form)
    {
        var isRight = form["client_id"].ToString() == ClientId && form["client_secret"].ToString() == ClientSecret;
        var hasRealCode = _codes.ContainsKey(form["code"].ToString());
        return isRight
            || (Breaks("token.invalid-client") && !hasRealCode && form["grant_type"] == "authorization_code")
            || (Breaks("token.client-bound") && hasRealCode)
            || (Breaks("refresh.client-bound") && form["grant_type"] == "refresh_token");
    }

    private IResult Redeem(IFormCollection form)
    {
        if (form["code"].ToString() is not { Length: > 0 } presented)
            return Breaks("token.missing-parameter/code") ? Error("invalid_grant") : Error("invalid_request");
        if (Breaks("repeats-secrets"))
            return Error(form["client_secret"].ToString());
        if (!_codes.TryGetValue(presented, out var code))
            return Breaks("token.unknown-code") ? Json(404, """{"error":"invalid_grant"}""") : Error("invalid_grant");
        if (form["redirect_uri"].ToString() != RedirectUri.AbsoluteUri)
        {
            if (Breaks("token.redirect-uri-bound"))
                return Issue(code);
            // A service may revoke a code that is presented wrongly; one variant of the double does.
            if (Breaks("burns-codes"))
                _codes.TryRemove(presented, out _);
            return Error("invalid_grant");
        }
        if (code.IsUsed)
        {
            if (!Breaks("token.replayed-code-revokes") && !Breaks("token.single-use"))
                RevokeGrant(code.Code);
            return Breaks("token.single-use") ? Issue(code) : Error("invalid_grant");
        }
        code.IsUsed = true;
        return Issue(code);
    }

    private NoStore Issue(IssuedCode code)
    {
        if (Breaks("token.answer"))
            return Tokens("""{"access_token":"a b","token_type":"bearer"}""");
        var (access, refresh) = (Make("access"), Make("refresh"));
        _tokens[access] = code.Code;
        _refreshTokens[refresh] = code.Code;
        var type = Breaks("token.type") ? "mac" : "bearer";
        return Tokens(
            Breaks("token.lifetime")
                ? $$"""{"access_token":"{{access}}","token_type":"{{type}}","refresh_token":"{{refresh}}"}"""
                : $$"""{"access_token":"{{access}}","token_type":"{{type}}","refresh_token":"{{refresh}}","expires_in":3600}"""
        );
    }

    private IResult Refresh(IFormCollection form)
    {
        var presented = form["refresh_token"].ToString();
        if (!_refreshTokens.TryGetValue(presented, out var grant))
            return Breaks("refresh.unknown-token") && !presented.StartsWith("refresh-", StringComparison.Ordinal)
                ? Json(500, "{}")
                : Error("invalid_grant");
        var access = Make("access");
        if (!Breaks("refresh.works"))
            _tokens[access] = grant;
        return new NoStore(
            Json(200, $$"""{"access_token":"{{access}}","token_type":"bearer","expires_in":3600}"""),
            !Breaks("refresh.no-store")
        );
    }

    private async Task<IResult> DeleteAsync(HttpContext context)
    {
        string? token = null;
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body);
            if (document.RootElement.TryGetProperty("access_token", out var member))
                token = member.GetString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Breaks("deletion.malformed-body") ? Json(500, "{}") : Json(400, "{}");
        }
        if (token is null)
            return Json(400, "{}");
        if (!_tokens.TryGetValue(token, out var grant))
            return Breaks("deletion.unknown-token") ? Json(404, "{}") : Results.Ok();
        if (Breaks("deletion.ends-tokens/refresh"))
            _tokens.TryRemove(token, out _);
        else if (!Breaks("deletion.ends-tokens"))
            RevokeGrant(grant);
        return Results.Ok();
    }

    private void RevokeGrant(string grant)
    {
        foreach (var (token, _) in _tokens.Where(pair => pair.Value == grant))
            _tokens.TryRemove(token, out _);
        foreach (var (token, _) in _refreshTokens.Where(pair => pair.Value == grant))
            _refreshTokens.TryRemove(token, out _);
    }

    private static IResult Error(string error) => Json(400, $$"""{"error":"{{error}}"}""");

    private NoStore Tokens(string json) => new NoStore(Json(200, json), !Breaks("token.no-store"));

    private sealed class IssuedCode(string code)
    {
        public string Code => code;

        public bool IsUsed { get; set; }
    }

    private sealed record NoStore(IResult Result, bool IsNoStore) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (IsNoStore)
                httpContext.Response.Headers.CacheControl = "no-store";
            return Result.ExecuteAsync(httpContext);
        }
    }
}
