using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage.Unwritable;

public enum Fault
{
    None,

    // SQLITE_FULL for what needs another page.
    Full,

    // SQLITE_READONLY.
    ReadOnly,

    // SQLITE_CANTOPEN for connections that open now.
    Deleted,

    // SQLITE_NOTADB or a missing table for connections that open now.
    Garbage,
    Emptied,
}

/// <summary>SQLite with a fault that a test switches on and off. The errors are SQLite's own.</summary>
internal sealed class FaultySqlite(string connectionString) : SqliteDatabase(connectionString)
{
    private readonly string _file = new SqliteConnectionStringBuilder(connectionString).DataSource;
    private volatile Fault _fault;

    public void Switch(Fault fault)
    {
        var before = _fault;
        _fault = fault;
        if (fault is Fault.Deleted or Fault.Garbage or Fault.Emptied)
            File.Move(_file, $"{_file}.kept");
        if (fault == Fault.Garbage)
            File.WriteAllText(_file, string.Concat(Enumerable.Repeat("this is no database ", 100)));
        if (fault == Fault.Emptied)
            File.WriteAllBytes(_file, []);
        if (fault == Fault.None && before is Fault.Deleted or Fault.Garbage or Fault.Emptied)
            File.Move($"{_file}.kept", _file, overwrite: true);
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Break(await base.OpenAsync(cancellationToken));

    public override DbConnection Open() => Break(base.Open());

    // The writer's connection stays open.
    public override Task<T> InTransactionAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        base.InTransactionAsync(
            async session =>
            {
                await session.ExecuteAsync(Faults);
                return await work(session);
            },
            cancellationToken
        );

    private DbConnection Break(DbConnection connection)
    {
        connection.Execute(Faults);
        return connection;
    }

    private string Faults =>
        $"""
            PRAGMA max_page_count = {(_fault == Fault.Full ? 1 : 1_000_000)};
            PRAGMA query_only = {(_fault == Fault.ReadOnly ? 1 : 0)};
            """;
}
