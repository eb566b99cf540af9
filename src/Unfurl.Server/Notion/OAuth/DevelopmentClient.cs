using System.Data.Common;
using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>The client used in Development when none is configured. Its secret is generated once.</summary>
internal sealed class DevelopmentClient(Database database, SecretProtector protector)
{
    private const string Name = "oauth-client-secret";

    public OAuthClient GetOrCreate()
    {
        using var connection = database.Open();
        if (Find(connection) is not { } secret)
        {
            secret = SecretProtector.NewToken();
            connection.Execute(
                """
                INSERT INTO kept_secrets (name, protected_value) VALUES (@Name, @value)
                ON CONFLICT (name) DO UPDATE SET protected_value = excluded.protected_value
                """,
                new { Name, value = protector.Protect(secret) }
            );
        }
        return new OAuthClient("unfurl-development", secret);
    }

    private Secret? Find(DbConnection connection)
    {
        var stored = connection.QuerySingleOrDefault<string>(
            "SELECT protected_value FROM kept_secrets WHERE name = @Name",
            new { Name }
        );
        return protector.Read(stored);
    }
}
