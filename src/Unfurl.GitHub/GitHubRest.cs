using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub;

/// <summary>
/// Calls GitHub's REST API for data that GraphQL lacks: comments by id, and the new location of an issue.
/// </summary>
internal sealed class GitHubRest(GitHubOptions settings, GitHubClient client)
{
    private static readonly Resolution NotFound = new Resolution.NotFound();

    public Task<GitHubOutcome<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => GetAsync(path, GitHubMediaTypes.Default, type, cancellationToken);

    // With the body rendered as HTML, or as plain text if that is too large or unsupported.
    public async Task<GitHubOutcome<T>> GetRenderedAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var rendered = await GetAsync(path, GitHubMediaTypes.Html, type, cancellationToken);
        return rendered.Failure == GitHubFailures.TooLarge || rendered.Failure == GitHubFailures.UnsupportedMediaType
            ? await GetAsync(path, GitHubMediaTypes.Text, type, cancellationToken)
            : rendered;
    }

    private async Task<GitHubOutcome<T>> GetAsync<T>(
        string path,
        string mediaType,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var outcome = await client.SendAsync(
            connection => connection.Get<object>(settings.ApiUrl.Below(path), null, mediaType, CancellationToken.None),
            cancellationToken
        );
        if (outcome.Succeeded)
            return GitHubClient.Parse(outcome.Value, type) is { } value
                ? new(value, null)
                : new(null, GitHubFailures.NotJson);
        // The comments of a transferred issue redirect without a location.
        return outcome.Value is { } response && (IsNotFound(response) || GitHubFailures.IsRedirect(response.Status))
            ? new(null, NotFound)
            : new(null, outcome.Failure);
    }

    // Deleted resources return 410. A 404 without GitHub's JSON may come from a proxy:
    // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource.
    private static bool IsNotFound(GitHubResponse response) =>
        response.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
        && GitHubFailures.MessageOf(response) is not null;
}
