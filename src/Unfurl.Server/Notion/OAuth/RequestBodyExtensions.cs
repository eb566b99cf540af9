namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// Makes routing accept every media type. The endpoint itself responds to unsupported ones and logs the rejection. The
/// OpenAPI document lists only the supported types.
/// </summary>
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
