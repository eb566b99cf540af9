using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;
using Npgsql;
using StackExchange.Redis;

namespace Unfurl.Server.Configuration;

/// <summary>Reads where data is kept and what protects its keys.</summary>
internal static class StorageSettingsLoader
{
    private const string CertificateKey = "Unfurl:DataProtection:Certificate";
    private const string PasswordKey = "Unfurl:DataProtection:CertificatePassword";

    public static StorageSettings Load(SettingsReader read)
    {
        var redis = ConnectionString(
            read,
            "ConnectionStrings:Redis",
            "redis:6379,password=…",
            ConfigurationOptions.Parse,
            (redis, example) => redis.EndPoints.Count == 0 ? $"must name a host, such as {example}" : null
        );
        var postgres = ConnectionString(
            read,
            "ConnectionStrings:Postgres",
            "Host=db;Database=unfurl;Username=unfurl;Password=…",
            text => new NpgsqlConnectionStringBuilder(text),
            (postgres, example) => string.IsNullOrEmpty(postgres.Host) ? $"must name the Host, such as {example}" : null
        );
        var sqlite = ConnectionString(
            read,
            "ConnectionStrings:Sqlite",
            "Data Source=unfurl.db",
            text => new SqliteConnectionStringBuilder(text),
            (sqlite, example) =>
                IsFile(sqlite)
                    ? null
                    : $"must name a file, such as {example}: in memory, every connection would have a database of its own"
        );
        if (postgres is not null && sqlite is not null)
            read.Warn("ConnectionStrings:Sqlite has no effect, because ConnectionStrings:Postgres is set");
        if (postgres is null && redis is not null)
            read.Warn(
                "ConnectionStrings:Redis is set without ConnectionStrings:Postgres: replicas would share the cache, but not the accounts"
            );
        return new(
            postgres is null ? null : new Secret(postgres),
            new Secret(sqlite ?? "Data Source=unfurl.db"),
            redis is null ? null : new Secret(redis),
            Certificate(read)
        );
    }

    /// <summary>Neither the text nor the parser's words are repeated: both may hold the password.</summary>
    private static string? ConnectionString<TBuilder>(
        SettingsReader read,
        string key,
        string example,
        Func<string, TBuilder> parse,
        Func<TBuilder, string, string?> problemOf
    )
    {
        if (read.Optional(key) is not { } text)
            return null;
        try
        {
            if (problemOf(parse(text), example) is { } problem)
                read.Report(key, problem);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            read.Report(key, $"must be a connection string such as {example}");
        }
        return text;
    }

    // https://www.sqlite.org/inmemorydb.html
    private static bool IsFile(SqliteConnectionStringBuilder sqlite) =>
        sqlite.Mode != SqliteOpenMode.Memory
        && sqlite.DataSource.Length > 0
        && !sqlite.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
        && !sqlite.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase);

    private static X509Certificate2? Certificate(SettingsReader read)
    {
        var (path, password) = (read.Optional(CertificateKey), read.Optional(PasswordKey));
        if (path is null && password is not null)
            read.Report(PasswordKey, $"is set, but {CertificateKey}, the path of the PFX file it opens, is not");
        if (path is null)
            return null;
        if (!File.Exists(path))
        {
            read.Report(CertificateKey, "must be the path of a PFX file that exists");
            return null;
        }
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (certificate.GetRSAPrivateKey() is null)
                read.Report(CertificateKey, "must be a PFX file that holds an RSA certificate with its private key");
            return certificate;
        }
        catch (CryptographicException)
        {
            read.Report(CertificateKey, $"must be a PFX file that {PasswordKey} opens");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            read.Report(CertificateKey, "must be a file that the service may read");
        }
        return null;
    }
}
