using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Tests.Simulator.Checks;

internal sealed partial class FaultyService
{
    private readonly ConcurrentDictionary<string, (string State, string NotionCode)> _requests = new();

    private async Task<IResult> AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var target = RedirectUri.AbsoluteUri;
        if (query["client_id"] is not [ClientId] && !Breaks("authorize.unknown-client"))
            return Page(400, "<p>unknown client</p>");
        if (query["redirect_uri"].Count > 1 && !Breaks("authorize.doubled-redirect-uri"))
            return Page(400, "<p>two redirect URIs</p>");
        if (query["redirect_uri"] is not [{ } presented] || !IsAllowed(presented))
        {
            if (query["redirect_uri"].Count < 2)
                return Page(400, "<p>unknown redirect URI</p>");
        }
        else
            target = presented;

        var state = query["state"].ToString();
        if (Breaks("authorize.error-state"))
            state = Uri.UnescapeDataString(state);
        string? error = query["response_type"] switch
        {
            [] => Breaks("authorize.missing-response-type") ? "server_error" : "invalid_request",
            ["code"] => null,
            [_] => Breaks("authorize.unsupported-response-type") ? "invalid_request" : "unsupported_response_type",
            _ => Breaks("authorize.doubled-parameter") ? null : "invalid_request",
        };
        if (query["code"].Count == 0 && !Breaks("authorize.missing-code"))
            error ??= "invalid_request";
        if (error is not null)
            return Results.Redirect($"{target}?error={error}&state={Uri.EscapeDataString(state)}");

        var id = Make("request");
        _requests[id] = (query["state"].ToString(), query["code"].ToString());
        if (Breaks("authorize.no-early-exchange"))
            await ExchangeCodeAsync(id);
        context.Response.Cookies.Append("request", id);
        return Results.Redirect("/consent");
    }

    private bool IsAllowed(string presented)
    {
        var mine = RedirectUri.AbsoluteUri;
        return presented == mine
            || (Breaks("authorize.redirect-uri") && presented.StartsWith(mine, StringComparison.Ordinal))
            || (Breaks("authorize.redirect-uri/host") && presented.Contains(RedirectUri.Host, StringComparison.Ordinal))
            || (
                Breaks("authorize.redirect-uri/path")
                && presented.EndsWith(RedirectUri.AbsolutePath, StringComparison.Ordinal)
            )
            || (Breaks("authorize.redirect-uri/empty") && presented.Length == 0);
    }

    private async Task<IResult> Consent(HttpContext context)
    {
        if (context.Request.Cookies["request"] is not { } id || !_requests.ContainsKey(id))
            return Page(400, "<p>no request</p>");
        if (!context.Request.Cookies.ContainsKey("user"))
            return Page(
                200,
                """<form method="post" action="/signin"><input name="login"><input name="password" type="password"><button>Sign in</button></form>"""
            );
        if (Breaks("authorize.consent-before-exchange"))
            await ExchangeCodeAsync(id);
        return Page(
            200,
            """<form method="post"><button formaction="/allow">Allow</button><button formaction="/deny">Deny</button></form>"""
        );
    }

    private async Task<IResult> SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["login"] != "ada" || form["password"] != Password)
            return Page(200, "<p>Wrong password</p>");
        context.Response.Cookies.Append("user", "ada");
        return Results.Redirect("/consent");
    }

    private async Task<IResult> AllowAsync(HttpContext context)
    {
        var id = context.Request.Cookies["request"]!;
        if (Breaks("authorize.allowed"))
            return Back(id, "error=server_error");
        if (Breaks("authorize.allowed/page"))
            return Page(200, "<p>Something went wrong</p>");
        if (!Breaks("notion.exchange"))
            await ExchangeCodeAsync(id);
        var code = Breaks("authorize.own-code") ? _requests[id].NotionCode : Make("code");
        _codes[code] = new(code);
        var status = Breaks("authorize.redirect-status") ? 307 : 302;
        return Back(id, $"code={Uri.EscapeDataString(code)}", status);
    }

    private async Task<IResult> DenyAsync(HttpContext context)
    {
        var id = context.Request.Cookies["request"]!;
        if (Breaks("authorize.denied-trades-nothing"))
            await ExchangeCodeAsync(id);
        return Back(id, Breaks("authorize.denied") ? "error=server_error" : "error=access_denied");
    }

    private Redirect Back(string id, string received, int status = 302)
    {
        var state = _requests[id].State;
        if (Breaks("authorize.state") && received.StartsWith("code", StringComparison.Ordinal))
            state = state.Replace('+', ' ');
        return new Redirect(status, $"{RedirectUri.AbsoluteUri}?{received}&state={Uri.EscapeDataString(state)}");
    }

    private async Task ExchangeCodeAsync(string id)
    {
        var key = Breaks("notion.stable-account") ? Make("key") : "acme:ada";
        var body = new JsonObject
        {
            ["grant_type"] = Breaks("notion.grant-type") ? "code" : "authorization_code",
            ["code"] = Breaks("notion.exchange/code") ? "another" : _requests[id].NotionCode,
            ["external_account"] = new JsonObject { ["key"] = key, ["name"] = Breaks("notion.account") ? "" : "Ada" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_notion, "/v1/oauth/token"));
        var secret = Breaks("notion.basic") ? "wrong" : NotionClientSecret;
        request.Headers.Authorization = new(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{NotionClientId}:{secret}"))
        );
        if (!Breaks("notion.version"))
            request.Headers.Add("Notion-Version", "2026-03-11");
        request.Content = new StringContent(
            body.ToJsonString(),
            new MediaTypeHeaderValue(Breaks("notion.json") ? "text/plain" : "application/json")
        );
        using var response = await _http.SendAsync(request);
    }

    private Html Page(int status, string html) =>
        new Html(status, html)
        {
            Policy =
                Breaks("authorize.content-security-policy") ? ""
                : Breaks("authorize.framing") ? "default-src 'none'"
                : Breaks("authorize.form-action")
                    ? $"frame-ancestors 'none'; form-action 'self' {RedirectUri.GetLeftPart(UriPartial.Authority)}"
                : "frame-ancestors 'none'",
            FrameOptions = Breaks("authorize.content-security-policy") ? "DENY" : "",
            ReferrerPolicy = Breaks("authorize.referrer-policy") ? "" : "no-referrer",
        };

    private sealed record Redirect(int Status, string Target) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status;
            httpContext.Response.Headers.Location = Target;
            return Task.CompletedTask;
        }
    }

    private sealed record Html(int Status, string Body) : IResult
    {
        public string Policy { get; init; } = "";

        public string FrameOptions { get; init; } = "";

        public string ReferrerPolicy { get; init; } = "";

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Status;
            response.ContentType = "text/html; charset=utf-8";
            foreach (
                var (name, value) in new[]
                {
                    ("Content-Security-Policy", Policy),
                    ("X-Frame-Options", FrameOptions),
                    ("Referrer-Policy", ReferrerPolicy),
                }
            )
            {
                if (value.Length > 0)
                    response.Headers[name] = value;
            }
            return response.WriteAsync($"<!DOCTYPE html><title>Acme</title>{Body}");
        }
    }
}
