using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>A request of a browser to the authorization endpoint, whose client and redirect URI are right.</summary>
internal sealed record AuthorizationRequest(
    SimulatedPublicConnection Connection,
    string RedirectUri,
    bool NamesRedirectUri,
    string? State
)
{
    // What is sent back instead of a code; null for nothing.
    public string? Error { get; private init; }

    // Null, with the reason, where the browser must not be sent back (RFC 6749 §4.1.2.1).
    public static (AuthorizationRequest? Request, string? Problem) Read(IQueryCollection query, SimulatedDatabases all)
    {
        if (query["client_id"] is not [{ } clientId] || all.FindPublicConnection(clientId) is not { } connection)
            return (null, "client_id is missing, or that of no public connection.");
        var given = query["redirect_uri"];
        var redirectUri = given.Count == 0 && connection.RedirectUris is [var only] ? only.OriginalString : null;
        if (given is [{ } named] && connection.RedirectUris.Any(it => it.OriginalString == named))
            redirectUri = named;
        if (redirectUri is null)
            return (null, "redirect_uri is missing, or none of those that the connection has registered.");

        return (
            new(connection, redirectUri, given.Count > 0, query["state"] is [{ } state] ? state : null)
            {
                Error = ErrorOf(query),
            },
            null
        );
    }

    public IResult Return(string name, string value)
    {
        var parameters = new Dictionary<string, string?> { [name] = value };
        if (State is not null)
            parameters["state"] = State;
        return Results.Redirect(QueryHelpers.AddQueryString(RedirectUri, parameters));
    }

    private static string? ErrorOf(IQueryCollection query)
    {
        if (query["state"].Count > 1 || query["response_type"] is not [{ } type])
            return "invalid_request";
        if (type != "code")
            return "unsupported_response_type";
        return query["owner"] is ["user"] ? null : "invalid_request";
    }
}
