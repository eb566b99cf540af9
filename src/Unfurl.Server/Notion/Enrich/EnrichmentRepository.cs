using System.Text.Json;
using Unfurl.Notion.Databases;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>Stores enrichments.</summary>
internal sealed class EnrichmentRepository(Database database, StorageClock time)
{
    /// <summary>The account of enrichments that see what everybody sees.</summary>
    public const string Nobody = "nobody";

    // Lower than any time that Notion gives, and due at once whatever the clock of the machine says.
    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    public async Task<IReadOnlyList<Enrichment>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (
                await database.QueryAsync<EnrichmentRow>(
                    $"SELECT {EnrichmentRow.Columns} FROM enrichments ORDER BY name",
                    null,
                    cancellationToken
                )
            ).Select(row => row.ToEnrichment()),
        ];

    public async Task<Enrichment?> FindAsync(string id, CancellationToken cancellationToken) =>
        (
            await database.QuerySingleOrDefaultAsync<EnrichmentRow>(
                $"SELECT {EnrichmentRow.Columns} FROM enrichments WHERE id = @id",
                new { id },
                cancellationToken
            )
        )?.ToEnrichment();

    /// <summary>
    /// Without the columns that an older enrichment of the same rows fills: two would write them in turns, each what its own
    /// account sees.
    /// </summary>
    public async Task<(Enrichment Enrichment, IReadOnlyList<FieldProblem> Taken)> LeaveTakenAsync(
        Enrichment enrichment,
        CancellationToken cancellationToken
    )
    {
        var older = await database.QueryAsync<(string Name, string Definition)>(
            "SELECT name, definition FROM enrichments WHERE data_source_id = @DataSourceId AND id < @Id ORDER BY id",
            new { enrichment.Mapping.DataSourceId, enrichment.Id },
            cancellationToken
        );
        var takenBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, definition) in older)
        {
            foreach (var field in EnrichmentDefinition.Parse(definition).Mapping.Fields)
                takenBy.TryAdd(field.ColumnId, name);
        }
        var problems = enrichment
            .Mapping.Fields.Where(field => takenBy.ContainsKey(field.ColumnId))
            .Select(field => new FieldProblem(
                field.ColumnId,
                field.Field,
                FieldProblemCode.ColumnTaken,
                $"The enrichment '{takenBy[field.ColumnId]}' fills this column. Choose another column, or remove that enrichment."
            ))
            .ToList();
        return problems.Count == 0 ? (enrichment, problems) : (enrichment.Without(takenBy.Keys), problems);
    }

    /// <summary>Stores an enrichment under its name. All rows are looked at again soon.</summary>
    /// <param name="account">Null for <see cref="Nobody"/>.</param>
    /// <param name="replaces">Whether it may take the place of another one of the name.</param>
    /// <returns>False when it is stored like this already, or would replace one that it may not.</returns>
    public Task<bool> SaveAsync(
        string name,
        string connection,
        string? account,
        EnrichmentDefinition definition,
        CancellationToken cancellationToken,
        bool replaces = true
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var accountId = account ?? await GetNobodyAsync(now, session);
                await AccountRepository.LockAsync(accountId, session);
                var row = new
                {
                    id = Guid.CreateVersion7(now).ToString("N"),
                    name,
                    connection,
                    accountId,
                    dataSource = definition.Mapping.DataSourceId,
                    definition = definition.ToJson(),
                    now,
                    Never,
                    replaces,
                };
                var changed = await session.QueryAsync<string>(
                    """
                    INSERT INTO enrichments (id, name, connection, account_id, data_source_id, definition, created_at, version,
                        read_at, walk_at, edited_until, walk)
                    VALUES (@id, @name, @connection, @accountId, @dataSource, @definition, @now, 0, @Never, @Never, @Never, 0)
                    ON CONFLICT (name) DO UPDATE SET
                        connection = excluded.connection,
                        account_id = excluded.account_id,
                        data_source_id = excluded.data_source_id,
                        definition = excluded.definition,
                        version = enrichments.version + 1,
                        problem = NULL,
                        problem_detail = NULL,
                        column_problems = NULL,
                        read_at = excluded.read_at,
                        walk_at = excluded.walk_at,
                        walked_until = NULL
                    WHERE @replaces = 1 AND (enrichments.connection <> excluded.connection
                        OR enrichments.account_id <> excluded.account_id
                        OR enrichments.definition <> excluded.definition)
                    RETURNING id
                    """,
                    row
                );
                foreach (var id in changed)
                    await session.ExecuteAsync(
                        $"""
                        UPDATE displays SET content = NULL, account_id = @accountId
                        WHERE surface = '{DisplayId.Database}' AND id LIKE @id || ':%';
                        UPDATE enriched_rows SET seen = NULL WHERE enrichment_id = @id
                        """,
                        new { id, accountId }
                    );
                return changed.Count > 0;
            },
            cancellationToken
        );

    // Nobody can sign in to it.
    private static async Task<string> GetNobodyAsync(DateTimeOffset now, Session session)
    {
        await session.ExecuteAsync(
            "INSERT INTO accounts (id, created_at) VALUES (@Nobody, @now) ON CONFLICT (id) DO NOTHING",
            new { Nobody, now }
        );
        return Nobody;
    }

    /// <summary>Ends an enrichment. Its rows in Notion stay as they are.</summary>
    /// <returns>Its account; null when there is no such enrichment.</returns>
    public Task<string?> RemoveAsync(string name, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var (id, account) = await session.QuerySingleOrDefaultAsync<(string?, string?)>(
                    $"SELECT id, account_id FROM enrichments WHERE name = @name {session.ForUpdate}",
                    new { name }
                );
                if (id is not null)
                    await session.ExecuteAsync(
                        $"""
                        DELETE FROM displays WHERE surface = '{DisplayId.Database}' AND id LIKE @id || ':%';
                        DELETE FROM enrichments WHERE id = @id;
                        DELETE FROM jobs WHERE surface = '{DisplayId.Database}' AND key LIKE @id || ':%'
                        """,
                        new { id }
                    );
                if (account is not null)
                    await AccountRepository.RemoveUnreachableAsync([account], session);
                return account;
            },
            cancellationToken
        );

    /// <summary>Takes those whose rows have to be read now; until the next time no other replica takes them.</summary>
    public async Task<IReadOnlyList<Enrichment>> TakeDueAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAny = await database.QuerySingleOrDefaultAsync<int?>(
            "SELECT 1 FROM enrichments WHERE read_at <= @now LIMIT 1",
            new { now },
            cancellationToken
        );
        if (isAny is null)
            return [];
        var rows = await database.InTransactionAsync(
            session =>
                session.QueryAsync<EnrichmentRow>(
                    $"UPDATE enrichments SET read_at = @next WHERE read_at <= @now RETURNING {EnrichmentRow.Columns}",
                    new { now, next = now + interval }
                ),
            cancellationToken
        );
        return [.. rows.Select(row => row.ToEnrichment())];
    }

    /// <summary>Lets the rows be read sooner than usual.</summary>
    public Task ReadAgainAsync(Enrichment enrichment, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE enrichments SET read_at = @at WHERE id = @Id AND version = @Version AND read_at > @at",
            new
            {
                enrichment.Id,
                enrichment.Version,
                at,
            },
            cancellationToken
        );

    /// <summary>Records how far the rows were read. Nothing is stored if the definition has changed meanwhile.</summary>
    public Task SetReadAsync(Enrichment enrichment, EnrichmentState state, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            UPDATE enrichments SET problem = @Problem, problem_detail = @ProblemDetail, column_problems = @columns,
                edited_until = @EditedUntil, walked_until = @WalkedUntil, walk_at = @WalkAt, walk = @Walk,
                last_read_at = @LastReadAt, read_at = coalesce(@ReadAgainAt, read_at)
            WHERE id = @Id AND version = @Version
            """,
            new
            {
                enrichment.Id,
                enrichment.Version,
                state.Problem,
                state.ProblemDetail,
                columns = state.ColumnProblems.Count == 0
                    ? null
                    : JsonSerializer.Serialize(state.ColumnProblems, EnrichmentJson.Default.IReadOnlyListFieldProblem),
                state.EditedUntil,
                state.WalkedUntil,
                state.WalkAt,
                state.Walk,
                state.LastReadAt,
                state.ReadAgainAt,
            },
            cancellationToken
        );
}
