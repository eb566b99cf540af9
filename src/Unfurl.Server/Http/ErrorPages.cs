namespace Unfurl.Server.Http;

/// <summary>Rejections and failures that the browser shows as an error page.</summary>
internal static class ErrorPages
{
    public static IResult BadRequest(string message, string? retry = null) =>
        new ErrorPage(StatusCodes.Status400BadRequest, message, retry);

    /// <summary>A temporary failure of this service.</summary>
    public static IResult Unavailable(string message, string? retry = null) =>
        new ErrorPage(StatusCodes.Status503ServiceUnavailable, message, retry);

    public static IResult Forbidden(string message) => new ErrorPage(StatusCodes.Status403Forbidden, message, null);

    public static IResult NotFound(string message) => new ErrorPage(StatusCodes.Status404NotFound, message, null);

    public static IResult UnsupportedMediaType(string message) =>
        new ErrorPage(StatusCodes.Status415UnsupportedMediaType, message, null);

    /// <returns>Null when the request failed without an error page of its own.</returns>
    public static ErrorPage? Of(HttpContext context) => context.Items[typeof(ErrorPage)] as ErrorPage;

    /// <param name="Message">What happened and what the user can do.</param>
    /// <param name="Retry">A local path to retry; null when there is nothing to retry.</param>
    internal sealed record ErrorPage(int Status, string Message, string? Retry) : IResult
    {
        /// <summary>Writes no body: the status code middleware renders the error page.</summary>
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Items[typeof(ErrorPage)] = this;
            httpContext.Response.StatusCode = Status;
            return Task.CompletedTask;
        }
    }
}
