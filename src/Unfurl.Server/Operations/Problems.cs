namespace Unfurl.Server.Operations;

/// <summary>Refusals as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problems
{
    public static IResult Of(int status, string detail) => Results.Problem(detail: detail, statusCode: status);
}
