namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// Routing would answer other media types than the documented ones by itself, without our words and without a line in the
/// log: taking any leaves the answer to the endpoint.
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
