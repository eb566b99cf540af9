using Unfurl.Server.Configuration;

namespace Unfurl.IntegrationTests.Configuration;

public sealed class ConnectionStringTests
{
    // StackExchange.Redis takes it for the name of a host.
    [Fact]
    public void A_URL_of_Redis_is_rejected() =>
        ProblemsOf("ConnectionStrings:Redis", "redis://redis:6379")
            .ShouldBe(["ConnectionStrings:Redis must name a host, such as redis:6379,password=…"]);

    // StackExchange.Redis has no escape for a comma, and takes what follows it for another host.
    [Theory]
    [InlineData("redis:6379,password=abcd,efgh")]
    [InlineData("redis:6379,password=abcd,efgh,ssl=true")]
    [InlineData("redis:6379,ssl=true,password=,efgh")]
    [InlineData("redis:6379, Password=abcd,ef,gh,abortConnect=false")]
    public void A_comma_in_the_password_of_Redis_is_rejected(string value) =>
        ProblemsOf("ConnectionStrings:Redis", value)
            .ShouldBe([
                "ConnectionStrings:Redis must name its hosts before its options, such as redis:6379,password=…; a password cannot have a comma",
            ]);

    [Theory]
    [InlineData("redis:6379,password=ab=cd==")]
    [InlineData("redis:6379,password=ab://cd")]
    [InlineData("one:6379,two:6379,password=abcd")]
    [InlineData("redis:6379,password=abcd,ssl=true,")]
    public void Other_passwords_and_several_hosts_of_Redis_are_accepted(string value) =>
        ProblemsOf("ConnectionStrings:Redis", value).ShouldBeEmpty();

    [Theory]
    [InlineData(
        "ConnectionStrings:Postgres",
        "Host=db;Password=hidden;Nonsense=1",
        "Host=db;Database=unfurl;Username=unfurl;Password=…"
    )]
    [InlineData(
        "ConnectionStrings:Postgres",
        "postgres://unfurl:hidden@db/unfurl",
        "Host=db;Database=unfurl;Username=unfurl;Password=…"
    )]
    [InlineData("ConnectionStrings:Sqlite", "/data/unfurl.db", "Data Source=unfurl.db")]
    public void A_connection_string_must_be_one(string key, string value, string example) =>
        ProblemsOf(key, value).ShouldBe([$"{key} must be a connection string such as {example}"]);

    [Theory]
    [InlineData("Database=unfurl;Username=unfurl;Password=hidden")]
    [InlineData("Host=;Password=hidden")]
    public void A_database_server_has_a_host(string value) =>
        ProblemsOf("ConnectionStrings:Postgres", value)
            .ShouldBe([
                "ConnectionStrings:Postgres must name the Host, such as Host=db;Database=unfurl;Username=unfurl;Password=…",
            ]);

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=unfurl;Mode=Memory;Cache=Shared")]
    [InlineData("Data Source=file:unfurl?mode=memory&cache=shared")]
    public void A_database_is_a_file(string value) =>
        ProblemsOf("ConnectionStrings:Sqlite", value)
            .ShouldBe([
                "ConnectionStrings:Sqlite must name a file, such as Data Source=unfurl.db: in memory, every connection would have a database of its own",
            ]);

    [Theory]
    [InlineData("Sqlite", "Data Source=x;Password=hidden", "no Password, because SQLite does not encrypt its file")]
    [InlineData("Postgres", "Host=db;Read Buffer Size=1", "no Read Buffer Size or Write Buffer Size below 4096")]
    [InlineData("Postgres", "Host=db;Write Buffer Size=9", "no Read Buffer Size or Write Buffer Size below 4096")]
    public void A_connection_string_must_not_have_what_the_driver_cannot_do(string name, string value, string what) =>
        ProblemsOf($"ConnectionStrings:{name}", value).ShouldBe([$"ConnectionStrings:{name} must have {what}"]);

    [Theory]
    [InlineData("Sqlite", "Data Source=x;Mode=ReadOnly", "Mode=ReadOnly, because the service writes to the file")]
    [InlineData("Postgres", "Host=db;Multiplexing=true", "Multiplexing, which the service cannot use")]
    public void A_connection_string_must_not_have_what_the_service_cannot_use(string name, string value, string what) =>
        ProblemsOf($"ConnectionStrings:{name}", value).ShouldBe([$"ConnectionStrings:{name} must not have {what}"]);

    [Theory]
    [InlineData(
        "Minimum Pool Size=9;Maximum Pool Size=3",
        "Connection can't have 'Max Pool Size' 3 under 'Min Pool Size' 9"
    )]
    [InlineData(
        "Target Session Attributes=primary",
        "Target Session Attributes other then Any is only supported with multiple hosts"
    )]
    public void Options_of_PostgreSQL_that_do_not_fit_together_are_named(string options, string problem) =>
        ProblemsOf("ConnectionStrings:Postgres", $"Host=db;Password=hidden;{options}")
            .ShouldBe([$"ConnectionStrings:Postgres cannot be used: {problem}"]);

    private static IReadOnlyList<string> ProblemsOf(string key, string value)
    {
        var reader = new SettingsReader([KeyValuePair.Create(key, (string?)value)]);
        reader.Read(ConnectionStringOptions.Section, new ConnectionStringOptions());
        reader.Problems.ShouldAllBe(problem => !problem.Contains("hidden"));
        return reader.Problems;
    }
}
