using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator.Users;

/// <summary>The start of an exchange. Only the path of a URL is stored, because queries contain codes.</summary>
internal sealed record Exchange(string Caller, string Method, string Path, DateTimeOffset At, long Started)
{
    public static Exchange From(string caller, HttpRequest request, TimeProvider time) =>
        new(caller, request.Method, request.PathBase + request.Path, time.GetUtcNow(), time.GetTimestamp());

    public static Exchange ByNotion(HttpMethod method, Uri url, TimeProvider time) =>
        new("notion", method.Method, url.AbsolutePath, time.GetUtcNow(), time.GetTimestamp());
}
