using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;
using Npgsql;
using StackExchange.Redis;

namespace Unfurl.Server.Configuration;

/// <summary>Reads where data is kept and what protects its keys.</summary>
internal static class StorageSettingsLoader
{
    public static StorageSettings Load(SettingsReader read)
    {
        var redis = ConnectionString(
            read,
            KnownSettings.Redis,
            "redis:6379,password=…",
            text => (Text: text, Options: ConfigurationOptions.Parse(text)),
            (redis, example) =>
                redis.Options.EndPoints.Count == 0 || redis.Text.Split(',')[0].Split("://") is ["redis" or "rediss", _]
                    ? $"must name a host, such as {example}"
                : HasCommaInPassword(redis.Text)
                    ? $"must name its hosts before its options, such as {example}; a password cannot have a comma"
                : null
        );
        var postgres = ConnectionString(
            read,
            KnownSettings.Postgres,
            "Host=db;Database=unfurl;Username=unfurl;Password=…",
            text => new NpgsqlConnectionStringBuilder(text),
            (postgres, example) => string.IsNullOrEmpty(postgres.Host) ? $"must name the Host, such as {example}" : null
        );
        var sqlite = ConnectionString(
            read,
            KnownSettings.Sqlite,
            KnownSettings.Sqlite.Default!,
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
            new Secret(sqlite ?? KnownSettings.Sqlite.Default!),
            redis is null ? null : new Secret(redis),
            Certificate(read)
        );
    }

    /// <summary>Neither the text nor the parser's words are repeated: both may hold the password.</summary>
    private static string? ConnectionString<TBuilder>(
        SettingsReader read,
        Setting setting,
        string example,
        Func<string, TBuilder> parse,
        Func<TBuilder, string, string?> problemOf
    )
    {
        if (read.Optional(setting) is not { } text)
            return null;
        try
        {
            if (problemOf(parse(text), example) is { } problem)
                read.Report(setting, problem);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            read.Report(setting, $"must be a connection string such as {example}");
        }
        return text;
    }

    // The parser takes the rest of such a password for another host.
    private static bool HasCommaInPassword(string redis)
    {
        var parts = redis.Split(',', StringSplitOptions.TrimEntries);
        return parts
            .Zip(parts.Skip(1))
            .Any(pair =>
                pair.First.StartsWith("password", StringComparison.OrdinalIgnoreCase)
                && pair.Second.Length > 0
                && !pair.Second.Contains('=')
            );
    }

    // https://www.sqlite.org/inmemorydb.html
    private static bool IsFile(SqliteConnectionStringBuilder sqlite) =>
        sqlite.Mode != SqliteOpenMode.Memory
        && sqlite.DataSource.Length > 0
        && !sqlite.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
        && !sqlite.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase);

    private static X509Certificate2? Certificate(SettingsReader read)
    {
        var (file, secret) = (KnownSettings.Certificate, KnownSettings.CertificatePassword);
        var (path, password) = (read.Optional(file), read.Optional(secret));
        if (path is null && password is not null)
            read.Report(secret, $"is set, but {file.Key}, the path of the PFX file it opens, is not");
        if (path is null)
            return null;
        if (!File.Exists(path))
        {
            read.Report(file, "must be the path of a PFX file that exists");
            return null;
        }
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (certificate.GetRSAPrivateKey() is null)
                read.Report(file, "must be a PFX file that holds an RSA certificate with its private key");
            return certificate;
        }
        catch (CryptographicException)
        {
            read.Report(file, $"must be a PFX file that {secret.Key} opens");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            read.Report(file, "must be a file that the service may read");
        }
        return null;
    }
}
