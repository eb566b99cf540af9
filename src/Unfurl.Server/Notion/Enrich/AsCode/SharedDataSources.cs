using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>The data sources that Notion's search finds for a connection. Notion does not promise to find all.</summary>
internal sealed class SharedDataSources(EnrichmentPlans plans, NotionCalls calls)
{
    // More are not looked through by anybody; others are found by their addresses.
    private const int MaxPages = 3;

    /// <returns>Those that were found, whether there are more, and why the list ends early.</returns>
    public async Task<(IReadOnlyList<DataSource> Found, bool IsMore, string? Problem)> SearchAsync(
        NotionConnection connection,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<string>();
        if (await plans.IdentifyAsync(connection, problems, cancellationToken) is null)
            return ([], false, problems[0]);
        var found = new List<DataSource>();
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var result = await calls.CallAsync(
                connection,
                (client, token) => client.SearchDataSourcesAsync(token, cursor, cancellationToken),
                cancellationToken
            );
            if (result.Failure is { } failure)
                return (found, true, ConnectionHelp.For(failure, connection.Name));
            found.AddRange(result.Value!.Items.Where(source => !source.InTrash && !source.IsSynced));
            cursor = result.Value.NextCursor;
            if (cursor is null)
                break;
        }
        return (found, cursor is not null, null);
    }
}
