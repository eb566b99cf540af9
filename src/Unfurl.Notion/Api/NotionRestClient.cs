using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Notion.Api;

/// <summary>
/// Calls the part of Notion's REST API that keeps the rows of databases. The base address of the HTTP client is the API's root
/// with a trailing slash; the version is the value of <c>Notion-Version</c>. A call is given up after
/// <see cref="NotionClient.Timeout"/>.
/// </summary>
public sealed class NotionRestClient(HttpClient http, string version, TimeProvider time)
{
    // In bytes; larger responses are not read. A hundred rows with long texts are far below it.
    public const int MaxResponseBytes = 8 * 1024 * 1024;

    // What Notion returns at most, and what it asks for at most.
    public const int PageSize = 100;

    private readonly RestResponses _responses = new(time);

    /// <summary>Who the token is, and of which workspace.</summary>
    public Task<ApiResult<BotUser>> GetMeAsync(Secret token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "v1/users/me", token, null, BotUser.Read, cancellationToken);

    /// <summary>People of the workspace with their e-mail addresses; needs the capability to read them.</summary>
    public Task<ApiResult<ListPage<NotionPerson>>> ListPeopleAsync(
        Secret token,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Get,
            $"v1/users?page_size={PageSize}{CursorQuery(cursor)}",
            token,
            null,
            json => ListPage<NotionPerson>.Read(json, NotionPerson.Read),
            cancellationToken
        );

    /// <summary>Data sources that are shared with the connection, the last edited first. Notion's list is not exhaustive.</summary>
    public Task<ApiResult<ListPage<DataSource>>> SearchDataSourcesAsync(
        Secret token,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["filter"] = new JsonObject { ["property"] = "object", ["value"] = "data_source" },
            ["sort"] = new JsonObject { ["timestamp"] = "last_edited_time", ["direction"] = "descending" },
            ["page_size"] = PageSize,
        };
        if (cursor is not null)
            body["start_cursor"] = cursor;
        return SendAsync(
            HttpMethod.Post,
            "v1/search",
            token,
            body,
            json => ListPage<DataSource>.Read(json, DataSource.Read),
            cancellationToken
        );
    }

    /// <summary>The data sources of a database.</summary>
    public Task<ApiResult<DatabaseContent>> GetDatabaseAsync(
        Secret token,
        string id,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Get, $"v1/databases/{Escape(id)}", token, null, DatabaseContent.Read, cancellationToken);

    /// <summary>The columns of a data source.</summary>
    public Task<ApiResult<DataSource>> GetDataSourceAsync(
        Secret token,
        string id,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Get, $"v1/data_sources/{Escape(id)}", token, null, DataSource.Read, cancellationToken);

    /// <summary>Adds columns.</summary>
    public Task<ApiResult<DataSource>> UpdateDataSourceAsync(
        Secret token,
        string id,
        JsonObject body,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Patch, $"v1/data_sources/{Escape(id)}", token, body, DataSource.Read, cancellationToken);

    /// <summary>One page of the rows that a filter lets through.</summary>
    /// <param name="columns">The ids of the columns whose values are returned; all if there are none.</param>
    public Task<ApiResult<ListPage<Row>>> QueryAsync(
        Secret token,
        string dataSourceId,
        RowQuery query,
        IReadOnlyCollection<string> columns,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Post,
            $"v1/data_sources/{Escape(dataSourceId)}/query{ColumnQuery(columns)}",
            token,
            query.ToJson(cursor),
            json => ListPage<Row>.Read(json, Row.Read),
            cancellationToken
        );

    /// <param name="columns">As for <see cref="QueryAsync"/>.</param>
    public Task<ApiResult<Row>> GetRowAsync(
        Secret token,
        string pageId,
        IReadOnlyCollection<string> columns,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Get,
            $"v1/pages/{Escape(pageId)}{ColumnQuery(columns)}",
            token,
            null,
            Row.Read,
            cancellationToken
        );

    /// <summary>Writes all values of the body, or none.</summary>
    /// <returns>The row after the write.</returns>
    public Task<ApiResult<Row>> UpdateRowAsync(
        Secret token,
        string pageId,
        JsonObject body,
        IReadOnlyCollection<string> columns,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Patch,
            $"v1/pages/{Escape(pageId)}{ColumnQuery(columns)}",
            token,
            body,
            Row.Read,
            cancellationToken
        );

    /// <summary>One page of the items of a value that is longer than what a row shows of it.</summary>
    public Task<ApiResult<ListPage<PropertyItem>>> ListPropertyItemsAsync(
        Secret token,
        string pageId,
        string columnId,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Get,
            $"v1/pages/{Escape(pageId)}/properties/{Escape(columnId)}?page_size={PageSize}{CursorQuery(cursor)}",
            token,
            null,
            json => ListPage<PropertyItem>.Read(json, item => new PropertyItem(item)),
            cancellationToken
        );

    private async Task<ApiResult<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        Secret token,
        JsonObject? body,
        Func<JsonElement, T?> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers =
            {
                { "Notion-Version", version },
                { "Accept", "application/json" },
                { "Authorization", $"Bearer {token.Reveal()}" },
            },
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var limit = new CancellationTokenSource(NotionClient.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return await _responses.ReadAsync(response, read, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RestResponses.Lost("Notion did not answer in time");
        }
        catch (HttpRequestException exception)
        {
            return RestResponses.Lost($"Notion cannot be reached: {exception.HttpRequestError}");
        }
    }

    private static string Escape(string id) => Uri.EscapeDataString(id);

    private static string CursorQuery(string? cursor) => cursor is null ? "" : $"&start_cursor={Escape(cursor)}";

    private static string ColumnQuery(IReadOnlyCollection<string> columns) =>
        columns.Count is 0 or > PageSize
            ? ""
            : $"?{string.Join('&', columns.Select(column => $"filter_properties={Escape(column)}"))}";
}
