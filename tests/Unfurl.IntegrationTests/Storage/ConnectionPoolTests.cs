using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage;

public sealed class ConnectionPoolTests
{
    [Theory]
    [InlineData("Host=db", 20)]
    [InlineData("Host=db;Maximum Pool Size=7", 7)]
    [InlineData("Host=db;maxpoolsize=100", 100)]
    [InlineData("Host=db;Minimum Pool Size=30", 30)]
    public void A_process_opens_twenty_connections_to_PostgreSQL_unless_told_otherwise(
        string configured,
        int expected
    ) => PostgresDatabase.Bounded(configured).MaxPoolSize.ShouldBe(expected);
}
