using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Npgsql;
using StackExchange.Redis;

namespace Unfurl.Server.Configuration;

/// <summary>Where data is kept. Connection strings hold passwords.</summary>
internal sealed class ConnectionStringOptions : IValidatableObject
{
    public const string Section = "ConnectionStrings";
    public const string PostgresKey = $"{Section}:{nameof(Postgres)}";
    public const string SqliteKey = $"{Section}:{nameof(Sqlite)}";

    private const string PostgresExample = "Host=db;Database=unfurl;Username=unfurl;Password=…";
    private const string SqliteExample = "Data Source=unfurl.db";

    // Npgsql's own.
    private const int SmallestBuffer = 4096;

    private const string RedisExample = "redis:6379,password=…";

    [Setting(
        "durable storage in PostgreSQL",
        Remark = $"E.g. `{PostgresExample}`. Several replicas need it and Redis."
            + " A process opens at most 20 connections, unless `Maximum Pool Size` names another number."
    )]
    public Secret? Postgres { get; set; }

    [Setting(
        "durable storage of one node in a file",
        WhenUnset = $"`{SqliteExample}`",
        Remark = "A relative path starts in the folder where the service is started: set a full path."
    )]
    public Secret Sqlite { get; set; } = new(SqliteExample);

    [Setting(
        "the cache that replicas share",
        WhenUnset = "in memory",
        Remark = $"E.g. `{RedisExample}`, in [StackExchange.Redis syntax]"
            + "(https://stackexchange.github.io/StackExchange.Redis/Configuration) without ACL user names."
            + " A password cannot have a comma."
    )]
    public Secret? Redis { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Problem(Postgres, PostgresExample, PostgresProblem) is { } postgres)
            yield return new(postgres, [nameof(Postgres)]);
        if (Problem(Sqlite, SqliteExample, SqliteProblem) is { } sqlite)
            yield return new(sqlite, [nameof(Sqlite)]);
        if (Problem(Redis, RedisExample, RedisProblem) is { } redis)
            yield return new(redis, [nameof(Redis)]);
    }

    /// <summary>Neither the text nor the parser's words are repeated: both may hold the password.</summary>
    private static string? Problem(Secret? value, string example, Func<string, string?> problemOf)
    {
        try
        {
            return value is null ? null : problemOf(value.Reveal());
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return $"must be a connection string such as {example}";
        }
    }

    private static string? PostgresProblem(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder(text);
        if (string.IsNullOrEmpty(builder.Host))
            return $"must name the Host, such as {PostgresExample}";
        // Data Protection reads its keys synchronously.
        if (builder.Multiplexing)
            return "must not have Multiplexing, which the service cannot use";
        if (builder.ReadBufferSize < SmallestBuffer || builder.WriteBufferSize < SmallestBuffer)
            return $"must have no Read Buffer Size or Write Buffer Size below {SmallestBuffer}";
        try
        {
            using var source = NpgsqlDataSource.Create(builder);
            return null;
        }
        // Of options that do not fit together. These words name them, and nothing of the string.
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"cannot be used: {exception.Message}";
        }
    }

    // https://www.sqlite.org/inmemorydb.html
    private static string? SqliteProblem(string text)
    {
        var sqlite = new SqliteConnectionStringBuilder(text);
        if (sqlite.Password.Length > 0)
            return "must have no Password, because SQLite does not encrypt its file";
        if (sqlite.Mode == SqliteOpenMode.ReadOnly)
            return "must not have Mode=ReadOnly, because the service writes to the file";
        return
            sqlite.Mode == SqliteOpenMode.Memory
            || sqlite.DataSource.Length == 0
            || sqlite.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            || sqlite.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase)
            ? $"must name a file, such as {SqliteExample}: in memory, every connection would have a database of its own"
            : null;
    }

    private static string? RedisProblem(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (ConfigurationOptions.Parse(text).EndPoints.Count == 0 || parts[0].Split("://") is ["redis" or "rediss", _])
            return $"must name a host, such as {RedisExample}";
        // The parser takes the rest of a password with a comma for another host.
        return parts
            .Zip(parts.Skip(1))
            .Any(pair =>
                pair.First.StartsWith("password", StringComparison.OrdinalIgnoreCase)
                && pair.Second.Length > 0
                && !pair.Second.Contains('=')
            )
            ? $"must name its hosts before its options, such as {RedisExample}; a password cannot have a comma"
            : null;
    }
}
