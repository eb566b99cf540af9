using Xunit;

namespace Unfurl.Testing.Databases;

/// <summary>Runs the tests of a class once on SQLite and, at the same time, once on PostgreSQL.</summary>
public sealed class OnEachDatabaseAttribute() : DatabasesAttribute(typeof(Sqlite), typeof(PostgreSql));

/// <summary>Runs a class on PostgreSQL only, or one test of a class that runs on each database.</summary>
public sealed class OnPostgresAttribute() : DatabasesAttribute(typeof(PostgreSql));

/// <summary>Runs one test of a class on SQLite only. A class without an attribute uses SQLite.</summary>
public sealed class OnSqliteAttribute() : DatabasesAttribute(typeof(Sqlite));

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public abstract class DatabasesAttribute(params Type[] databases) : Attribute
{
    public IReadOnlyList<Type> Databases => databases;
}

// Definitions of test collections. Their traits select tests: --filter Database=PostgreSQL.
[Trait("Database", "SQLite")]
public sealed class Sqlite;

[Trait("Database", "PostgreSQL")]
public sealed class PostgreSql;
