namespace Unfurl.Server.Http;

/// <summary>Failures that a person sees: the error page renders what is left for it here.</summary>
internal static class ErrorPages
{
    public static IResult BadRequest(string message, string? retry = null) =>
        new ErrorPage(StatusCodes.Status400BadRequest, message, retry);

    /// <summary>Trouble of our own that will pass.</summary>
    public static IResult Unavailable(string message, string? retry = null) =>
        new ErrorPage(StatusCodes.Status503ServiceUnavailable, message, retry);

    public static IResult NotFound(string message) => new ErrorPage(StatusCodes.Status404NotFound, message, null);

    public static IResult UnsupportedMediaType(string message) =>
        new ErrorPage(StatusCodes.Status415UnsupportedMediaType, message, null);

    /// <summary>What the page should say; null when nobody said.</summary>
    public static ErrorPage? Of(HttpContext context) => context.Items[typeof(ErrorPage)] as ErrorPage;

    /// <param name="Status">The answer's status.</param>
    /// <param name="Message">What happened and what to do, for a person.</param>
    /// <param name="Retry">A path of ours to try again; null when there is nothing to retry.</param>
    internal sealed record ErrorPage(int Status, string Message, string? Retry) : IResult
    {
        /// <summary>An answer without a body is turned into the error page further out.</summary>
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Items[typeof(ErrorPage)] = this;
            httpContext.Response.StatusCode = Status;
            return Task.CompletedTask;
        }
    }
}
