using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>Finds out what the names in a file stand for: connection, database, columns, account and places.</summary>
internal sealed class EnrichmentPlans(
    NotionConnections connections,
    NotionCalls calls,
    EnrichmentRepository enrichments,
    Administrators administrators,
    ProviderRegistry providers,
    Database database,
    UnfurlOptions settings
)
{
    public async Task<IReadOnlyList<PlannedEnrichment>> MakeAsync(
        IEnumerable<WrittenEnrichment> written,
        CancellationToken cancellationToken
    )
    {
        var stored = await enrichments.ListAsync(cancellationToken);
        var plans = new List<PlannedEnrichment>();
        foreach (var one in written)
            plans.Add(await MakeAsync(one, stored.FirstOrDefault(other => other.Name == one.Name), cancellationToken));
        return plans;
    }

    private async Task<PlannedEnrichment> MakeAsync(
        WrittenEnrichment written,
        Enrichment? stored,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<string>();
        var places = PlacesOf(written, problems);
        var connection = await connections.FindAsync(written.Connection, cancellationToken);
        var account = await FindAccountAsync(written, connection, problems, cancellationToken);
        var plan = new PlannedEnrichment
        {
            Written = written,
            Stored = stored,
            Account = account,
            Problems = problems,
        };
        if (connection is null)
        {
            problems.Add(
                $"The configuration has no connection '{written.Connection}': set Unfurl:Notion:Connections:{written.Connection}:Token to the token that Notion's developer portal shows."
            );
            return plan;
        }
        if (await IdentifyAsync(connection, problems, cancellationToken) is not { } user)
            return plan;
        plan = plan with { Workspace = user.WorkspaceName ?? user.WorkspaceId };
        var (found, choice) = await FindSchemaAsync(connection, written.Database, problems, cancellationToken);
        plan = plan with { Choice = choice };
        if (found is not { } schema)
            return plan;
        plan = plan with { Schema = schema };
        var (mapping, missing) = MappingOf(written, schema, problems);
        plan = plan with { Missing = missing };
        if (mapping is null || missing.Count > 0)
            return plan;
        problems.AddRange(mapping.Check(schema).Select(problem => problem.Text));
        return problems.Count > 0 ? plan : plan with { Definition = new(mapping, places) };
    }

    private List<Place> PlacesOf(WrittenEnrichment written, List<string> problems)
    {
        var places = new List<Place>();
        foreach (var text in written.Places)
        {
            if (Place.Parse(text, providers) is { } place)
                places.Add(place);
            else
                problems.Add(
                    $"'{text}' is no place: write the host of a configured provider and the beginning of a path, e.g. github.com/acme/. Configured are {string.Join(", ", providers.Instances.Select(one => one.Host))}."
                );
        }
        return places;
    }

    private async Task<string?> FindAccountAsync(
        WrittenEnrichment written,
        NotionConnection? connection,
        List<string> problems,
        CancellationToken cancellationToken
    )
    {
        if (written.As is not { } name)
            return null;
        if (name.Split(':', 2) is not [var provider, { Length: > 0 } subject])
        {
            problems.Add($"'as: {name}' must be <instance>:<id>, which /connections shows to its owner.");
            return null;
        }
        if (connection?.OwnerId is null && !administrators.Include(name))
            problems.Add(
                $"'{name}' is not listed in Unfurl:Administrators. Everyone who can edit the database can ask for what this account sees, so only those who answer for the deployment may be named."
            );
        var account = await database.InTransactionAsync(
            session => CredentialRepository.FindAccountAsync(provider.ToLowerInvariant(), subject, session),
            cancellationToken
        );
        if (connection?.OwnerId is { } owner && account != owner)
            problems.Add($"'{name}' has not connected this workspace: whoever connected it is named, or nobody.");
        else if (account is null)
            problems.Add(
                $"Nobody has signed in as '{name}' yet: sign in at {settings.UrlOf("/connections")}, which shows the id."
            );
        return account;
    }

    /// <summary>Asks Notion whose token it is.</summary>
    /// <param name="problems">Gets why nothing may be read or written there; null is returned then.</param>
    public async Task<BotUser?> IdentifyAsync(
        NotionConnection connection,
        List<string> problems,
        CancellationToken cancellationToken
    )
    {
        var me = await calls.CallAsync(
            connection,
            (client, token) => client.GetMeAsync(token, cancellationToken),
            cancellationToken
        );
        if (me.Failure is { } failure)
        {
            problems.Add(ConnectionHelp.For(failure, connection.Name));
            return null;
        }
        connection.User = me.Value;
        if (settings.Notion.Admits(me.Value!.WorkspaceId))
            return me.Value;
        problems.Add(
            $"The connection '{connection.Name}' belongs to the workspace {me.Value.WorkspaceId}, which Unfurl:Notion:Workspaces does not list."
        );
        return null;
    }

    // The data source, or those of which one has to be chosen.
    private async Task<(DataSource? Found, IReadOnlyList<(string Id, string Name)> Choice)> FindSchemaAsync(
        NotionConnection connection,
        string text,
        List<string> problems,
        CancellationToken cancellationToken
    )
    {
        if (NotionAddress.FindId(text) is not { } id)
        {
            problems.Add($"'{text}' holds no id: copy the address of the database in Notion, or its data source id.");
            return (null, []);
        }
        var source = await GetSchemaAsync(connection, id, cancellationToken);
        if (source.Failure is not { Kind: ApiFailureKind.NotFound } absent)
            return (Known(source, connection, problems), []);
        var content = await calls.CallAsync(
            connection,
            (client, token) => client.GetDatabaseAsync(token, id, cancellationToken),
            cancellationToken
        );
        switch (content.Value?.DataSources)
        {
            case null:
                problems.Add(ConnectionHelp.For(content.Failure ?? absent, connection.Name));
                return (null, []);
            case [var only]:
                return (Known(await GetSchemaAsync(connection, only.Id, cancellationToken), connection, problems), []);
            case []:
                problems.Add("The database has no data source that is shared with the connection.");
                return (null, []);
            case var several:
                problems.Add(
                    $"The database has several data sources. Write the id of one of them: {string.Join(", ", several.Select(one => $"{one.Id} ({one.Name})"))}."
                );
                return (null, several);
        }
    }

    private Task<ApiResult<DataSource>> GetSchemaAsync(
        NotionConnection connection,
        string id,
        CancellationToken cancellationToken
    ) =>
        calls.CallAsync(
            connection,
            (client, token) => client.GetDataSourceAsync(token, id, cancellationToken),
            cancellationToken
        );

    private static DataSource? Known(ApiResult<DataSource> source, NotionConnection connection, List<string> problems)
    {
        if (source.Failure is { } failure)
            problems.Add(ConnectionHelp.For(failure, connection.Name));
        return source.Value;
    }

    private static (
        Mapping? Mapping,
        IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> Missing
    ) MappingOf(WrittenEnrichment written, DataSource schema, List<string> problems)
    {
        var suggestion = written.IsGitHubSync ? Preset.GitHubSync.For(schema) : Suggestion.For(schema);
        var links = written.Links is { } name
            ? FindColumn(schema, name)
            : schema.Find(suggestion.Mapping?.LinkColumnId ?? "");
        IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> missing = written.IsGitHubSync
            ? Preset.GitHubSync.MissingFrom(schema)
            :
            [
                .. written
                    .Columns.Where(column => FindColumn(schema, column.Name) is null)
                    .Select(column =>
                        (
                            column.Name,
                            column.Type ?? CardFields.Named(column.Field).ColumnType,
                            (IReadOnlyList<string>)[]
                        )
                    ),
            ];
        if (links is null)
        {
            if (!written.IsGitHubSync || written.Links is not null)
                problems.Add(
                    written.Links is null
                        ? "No column for links was found: name one with 'links'."
                        : $"The database has no column '{written.Links}', which 'links' names."
                );
            return (null, missing);
        }
        var fields =
            written.Columns.Count == 0
                ? suggestion.Mapping?.Fields ?? []
                : written
                    .Columns.Select(column => (Column: column, Found: FindColumn(schema, column.Name)))
                    .Where(one => one.Found is not null)
                    .Select(one => new FieldMapping(
                        one.Column.Field,
                        one.Found!.Id,
                        one.Found.Type,
                        one.Column.Mode,
                        one.Column.Values
                    ));
        return (
            new Mapping
            {
                DataSourceId = schema.Id,
                LinkColumnId = links.Id,
                LinkColumnType = links.Type,
                Fields = [.. fields],
                ClearsWhenRefused = !written.KeepsWhenRefused,
                SetsIcon = written.SetsIcon,
            },
            missing
        );
    }

    private static Column? FindColumn(DataSource schema, string nameOrId) =>
        schema.FindByName(nameOrId) ?? schema.Find(nameOrId);
}
