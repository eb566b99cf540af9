namespace Unfurl.Server.Notion.OAuth;

/// <summary>Lets the endpoint instead of routing respond to unsupported media types and log the rejection.</summary>
internal static class RequestBodyExtensions
{
    private const string Any = "*/*";

    public static RouteHandlerBuilder AcceptsAnyMediaType<T>(
        this RouteHandlerBuilder endpoint,
        bool isOptional,
        string mediaType,
        params string[] more
    )
        where T : notnull =>
        endpoint
            .Accepts<T>(isOptional, mediaType, [.. more, Any])
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody?.Content?.Remove(Any);
                    return Task.CompletedTask;
                }
            );
}
