using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Simulator.Control;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Authorization;

/// <summary>Starts a connection: redirects the browser to the service's authorization endpoint.</summary>
internal sealed class ConnectEndpoint(
    Func<SimulatorOptions> options,
    NotionGrants grants,
    UserDirectory users,
    TimeProvider time
)
{
    public IResult Begin(HttpContext context)
    {
        var request = context.Request;
        if (request.Query["user"] is not [{ } user] || !UserDirectory.IsId(user))
            return ControlProblem.BadRequest("user must hold an id: up to 100 letters, digits and @._- characters");
        var workspace = request.Query["workspace"].ToString() is { Length: > 0 } id ? id : null;
        if (workspace is not null && !UserDirectory.IsId(workspace))
            return ControlProblem.BadRequest("workspace must be an id: up to 100 letters, digits and @._- characters");
        var current = options();
        Uri? returnTo = null;
        if (request.Query["return_to"].ToString() is { Length: > 0 } target)
        {
            returnTo = ReturnTarget.Parse(target, current.BaseUrl);
            if (returnTo is null)
                return ControlProblem.BadRequest(
                    "return_to must be a path that starts with one slash, or an http(s) URL on a loopback address or "
                        + "on the simulator's own host"
                );
        }

        var (state, code) = grants.Begin(user, Workspace.For(user, workspace), returnTo);
        users.Record(user, Exchange.From("browser", request, time), StatusCodes.Status302Found, []);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                current.AuthorizeUrl.AbsoluteUri,
                new Dictionary<string, string?>
                {
                    ["client_id"] = current.ClientId,
                    ["redirect_uri"] = current.RedirectUri.AbsoluteUri,
                    ["response_type"] = "code",
                    ["state"] = state,
                    ["code"] = code,
                }
            )
        );
    }
}
