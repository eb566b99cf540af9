using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Demo.Site;

internal abstract record AuthorizationRequestResult
{
    private AuthorizationRequestResult() { }

    public sealed record Valid(AuthorizationRequest Request) : AuthorizationRequestResult;

    // The error is reported to the client by a redirect.
    public sealed record Rejected(string Location) : AuthorizationRequestResult;

    // Client or redirect URI are invalid, so the browser is not redirected (RFC 6749 §4.1.2.1).
    public sealed record Untrusted(string Problem) : AuthorizationRequestResult;
}

/// <summary>An authorization request that follows RFC 6749 §4.1.1 and RFC 7636 §4.3.</summary>
internal sealed record AuthorizationRequest(string RedirectUri, string? State, string CodeChallenge, bool SelectAccount)
{
    private static readonly string[] Parameters =
    [
        "client_id",
        "redirect_uri",
        "response_type",
        "state",
        "scope",
        "code_challenge",
        "code_challenge_method",
    ];

    public Uri RedirectOrigin => new(new Uri(RedirectUri).GetLeftPart(UriPartial.Authority));

    public static AuthorizationRequestResult Read(IQueryCollection query, OAuthClients clients)
    {
        // Parsers differ in how they read a repeated parameter (RFC 6749 §3.1).
        if (Parameters.Any(name => query[name].Count > 1))
            return new AuthorizationRequestResult.Untrusted("A parameter of the request stands twice.");
        if (!clients.IsKnown(query["client_id"].ToString()))
            return new AuthorizationRequestResult.Untrusted("The application that sent you here is not known at Acme.");
        var redirectUri = query["redirect_uri"].ToString();
        if (!clients.MayRedirectTo(redirectUri))
            return new AuthorizationRequestResult.Untrusted("The address to return to is not registered at Acme.");

        var request = new AuthorizationRequest(
            redirectUri,
            query.TryGetValue("state", out var state) ? state.ToString() : null,
            query["code_challenge"].ToString(),
            query["prompt"] == "select_account"
        );
        if (query["response_type"] != "code")
            return request.Reject("unsupported_response_type", "Only response_type=code is supported.");
        if (query["scope"].ToString() is not ("" or "read"))
            return request.Reject("invalid_scope", "The only scope is read.");
        if (query["code_challenge_method"] != "S256" || request.CodeChallenge.Length != 43)
            return request.Reject("invalid_request", "PKCE with S256 is required.");
        return new AuthorizationRequestResult.Valid(request);
    }

    public string CodeRedirect(string code) => RedirectWith(("code", code));

    public string DeniedRedirect() =>
        RedirectWith(("error", "access_denied"), ("error_description", "Sign-in was cancelled."));

    private AuthorizationRequestResult.Rejected Reject(string error, string description) =>
        new(RedirectWith(("error", error), ("error_description", description)));

    private string RedirectWith(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var location = RedirectUri;
        foreach (var (name, value) in parameters)
            location = QueryHelpers.AddQueryString(location, name, value);
        return State is null ? location : QueryHelpers.AddQueryString(location, "state", State);
    }
}
