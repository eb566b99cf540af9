using System.Reflection;

namespace Unfurl.Server.Storage;

/// <summary>Applies numbered scripts, each once, in order, in a transaction. The caller holds the lock of the start.</summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
            null,
            cancellationToken
        );

        foreach (var script in Scripts())
        {
            var applied = await database.InTransactionAsync(
                async session =>
                {
                    var isKnown = await session.QuerySingleAsync<long>(
                        "SELECT count(*) FROM schema_versions WHERE version = @Version",
                        script
                    );
                    if (isKnown > 0)
                        return false;
                    await session.ExecuteUnlimitedAsync(script.Sql, cancellationToken);
                    await session.ExecuteAsync(
                        "INSERT INTO schema_versions (version, name, applied_at) VALUES (@Version, @Name, @now)",
                        new
                        {
                            script.Version,
                            script.Name,
                            now = time.GetUtcNow(),
                        }
                    );
                    return true;
                },
                cancellationToken
            );
            if (applied)
                Log.Applied(logger, script.Name);
        }
    }

    private static IEnumerable<Script> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new Script(int.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd());
            });
    }

    private sealed record Script(int Version, string Name, string Sql);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Applied the schema script {Script}.")]
        public static partial void Applied(ILogger logger, string script);
    }
}
