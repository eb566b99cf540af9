using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Demo.Site;

/// <summary>What came of reading an authorization request: a closed set.</summary>
internal abstract record AuthorizationReading
{
    private AuthorizationReading() { }

    public sealed record Good(AuthorizationRequest Request) : AuthorizationReading;

    /// <summary>Wrong, but the client may be told.</summary>
    public sealed record Refused(string Location) : AuthorizationReading;

    /// <summary>Client or redirect URI cannot be trusted: never redirected (RFC 6749 §4.1.2.1).</summary>
    public sealed record Untrusted(string Problem) : AuthorizationReading;
}

/// <summary>An authorization request that keeps the rules of RFC 6749 §4.1.1 and RFC 7636 §4.3.</summary>
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

    public static AuthorizationReading Read(IQueryCollection query, OAuthClients clients)
    {
        // A parameter that stands twice could be read differently elsewhere (RFC 6749 §3.1).
        if (Parameters.Any(name => query[name].Count > 1))
            return new AuthorizationReading.Untrusted("A parameter of the request stands twice.");
        if (!clients.IsKnown(query["client_id"].ToString()))
            return new AuthorizationReading.Untrusted("The application that sent you here is not known at Acme.");
        var redirectUri = query["redirect_uri"].ToString();
        if (!clients.MayRedirectTo(redirectUri))
            return new AuthorizationReading.Untrusted("The address to return to is not registered at Acme.");

        var request = new AuthorizationRequest(
            redirectUri,
            query.TryGetValue("state", out var state) ? state.ToString() : null,
            query["code_challenge"].ToString(),
            query["prompt"] == "select_account"
        );
        if (query["response_type"] != "code")
            return request.Refuse("unsupported_response_type", "Only response_type=code is supported.");
        if (query["scope"].ToString() is not ("" or "read"))
            return request.Refuse("invalid_scope", "The only scope is read.");
        if (query["code_challenge_method"] != "S256" || request.CodeChallenge.Length != 43)
            return request.Refuse("invalid_request", "PKCE with S256 is required.");
        return new AuthorizationReading.Good(request);
    }

    public string Return(string code) => At(("code", code));

    public string Cancelled() => At(("error", "access_denied"), ("error_description", "Sign-in was cancelled."));

    private AuthorizationReading.Refused Refuse(string error, string description) =>
        new(At(("error", error), ("error_description", description)));

    private string At(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var location = RedirectUri;
        foreach (var (name, value) in parameters)
            location = QueryHelpers.AddQueryString(location, name, value);
        return State is null ? location : QueryHelpers.AddQueryString(location, "state", State);
    }
}
