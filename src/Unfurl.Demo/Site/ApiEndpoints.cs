using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

/// <summary>The JSON API: returns entries that the token's user may see.</summary>
internal sealed class ApiEndpoints(AcmeSite site)
{
    private static readonly TimeSpan RateLimitRetryAfter = TimeSpan.FromSeconds(30);

    private readonly ApiResponses _responses = new(site);

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/{**path}", (string path, HttpContext context) => GetAsync($"/{path}", context));

    private async Task<IResult> GetAsync(string path, HttpContext context)
    {
        site.Control.Count(path);
        await site.Control.WaitAsync(context.RequestAborted);
        if (site.Control.TryDequeue(out var ordered))
            return InjectedResult(ordered, context);

        if (BearerToken(context.Request) is not { } token || site.Grants.LoginOf(token) is not { } login)
        {
            // RFC 6750 §3.1
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Acme\", error=\"invalid_token\"";
            return Problem(StatusCodes.Status401Unauthorized, "Sign in again");
        }
        if (path == "/me")
            return _responses.Me(login);
        if (site.Find(path) is not { } entry || !entry.IsVisibleTo(login))
            return Problem(StatusCodes.Status404NotFound, "Not found");
        return entry.Fault switch
        {
            AcmeFault.Forbidden => Problem(StatusCodes.Status403Forbidden, "Not shared with you"),
            AcmeFault.RateLimited => RateLimited(context, RateLimitRetryAfter),
            AcmeFault.BadGateway => Problem(StatusCodes.Status502BadGateway, "A server behind this one failed"),
            AcmeFault.NoResponse => await NoResponseAsync(context.RequestAborted),
            _ => _responses.ResultOf(entry),
        };
    }

    private static IResult InjectedResult(ApiControl.InjectedResponse? response, HttpContext context)
    {
        if (response is null)
        {
            context.Abort();
            return Results.Empty;
        }
        if (response.RetryAfter is { } retryAfter)
            context.Response.Headers.RetryAfter = $"{(int)retryAfter.TotalSeconds}";
        return response.Body is null
            ? Problem((int)response.Status, "Injected failure")
            : Results.Text(response.Body, "application/json", Encoding.UTF8, (int)response.Status);
    }

    private static IResult RateLimited(HttpContext context, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = $"{(int)retryAfter.TotalSeconds}";
        return Problem(StatusCodes.Status429TooManyRequests, "Too many calls");
    }

    // Completes when the caller disconnects.
    private static async Task<IResult> NoResponseAsync(CancellationToken hungUp)
    {
        await new TaskCompletionSource().Task.WaitAsync(hungUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Results.Empty;
    }

    private static string? BearerToken(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static IResult Problem(int status, string message) =>
        Results.Json(new ApiProblem(message), ApiJson.Default.ApiProblem, statusCode: status);
}
