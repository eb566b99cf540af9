using System.Collections.Concurrent;
using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.Reading;

/// <summary>What rows are read against and changes only now and then: the columns of data sources, the people of workspaces.</summary>
internal sealed class Workspace(NotionCalls calls, StorageClock time)
{
    // Somebody who changes a column sees its effect within minutes. A write that does not fit reads it again at once.
    private static readonly TimeSpan SchemaAge = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PeopleAge = TimeSpan.FromHours(1);

    // 10,000 people; who comes after them is not found.
    private const int MaxPeoplePages = 100;

    private readonly ConcurrentDictionary<
        (string Connection, string Id),
        (DataSource Value, DateTimeOffset At)
    > _schemas = new();
    private readonly ConcurrentDictionary<string, (People Value, long At)> _people = new();

    /// <summary>The columns of the enrichment's data source, as they were minutes ago at most.</summary>
    public async Task<ApiResult<DataSource>> GetSchemaAsync(
        NotionConnection connection,
        Enrichment enrichment,
        CancellationToken cancellationToken
    )
    {
        var (id, changedAt) = (enrichment.Mapping.DataSourceId, enrichment.State.ColumnsChangedAt);
        var key = (connection.Name, id);
        var at = time.GetUtcNow();
        if (_schemas.TryGetValue(key, out var known) && known.At > changedAt && (at - known.At).Duration() < SchemaAge)
            return known.Value;
        var result = await calls.CallAsync(
            connection,
            (client, token) => client.GetDataSourceAsync(token, id, cancellationToken),
            cancellationToken
        );
        if (result.Value is { } read)
            _schemas[key] = (read, at);
        return result;
    }

    public void ForgetSchema(NotionConnection connection, string dataSourceId) =>
        _schemas.TryRemove((connection.Name, dataSourceId), out _);

    /// <returns>Nobody, if the connection may not read people.</returns>
    public async Task<ApiResult<People>> GetPeopleAsync(
        NotionConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (_people.TryGetValue(connection.Name, out var known) && time.GetElapsedTime(known.At) < PeopleAge)
            return known.Value;
        var at = time.GetTimestamp();
        var byEmail = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? cursor = null;
        for (var page = 0; page < MaxPeoplePages; page++)
        {
            var result = await calls.CallAsync(
                connection,
                (client, token) => client.ListPeopleAsync(token, cursor, cancellationToken),
                cancellationToken
            );
            if (result.Failure is { Kind: ApiFailureKind.NotAllowed })
                break;
            if (result.Failure is { } failure)
                return failure;
            foreach (var person in result.Value!.Items)
            {
                if (person.Email is { } email)
                    byEmail[email] = person.Id;
            }
            cursor = result.Value.NextCursor;
            if (cursor is null)
                break;
        }
        var people = new People(byEmail);
        _people[connection.Name] = (people, at);
        return people;
    }
}

/// <summary>The people of a workspace, by their e-mail addresses.</summary>
internal sealed class People(IReadOnlyDictionary<string, string> idsByEmail)
{
    public string? Find(string email) => idsByEmail.GetValueOrDefault(email);
}
