namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// Lets only a browser's GET reach the OAuth handler, which would complete a sign-in for any method: also for the HEAD of a
/// scanner, which takes the code away from the person.
/// </summary>
internal static class CallbackMethod
{
    public static void UseCallbackMethod(this WebApplication app) =>
        app.UseWhen(
            context => !HttpMethods.IsGet(context.Request.Method) && IsCallback(context.Request.Path.Value),
            others =>
                others.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    context.Response.Headers.Allow = HttpMethods.Get;
                    return Task.CompletedTask;
                })
        );

    private static bool IsCallback(string? path) =>
        path?.Split('/') is ["", var first, var second, var callback]
        && callback.Equals("callback", StringComparison.OrdinalIgnoreCase)
        && (
            first.Equals("signin", StringComparison.OrdinalIgnoreCase)
            || (
                first.Equals("notion", StringComparison.OrdinalIgnoreCase)
                && second.Equals("connect", StringComparison.OrdinalIgnoreCase)
            )
        );
}
