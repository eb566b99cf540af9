using Npgsql;
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

    [Theory]
    [InlineData("Host=db", 5, -1, GssEncryptionMode.Disable)]
    [InlineData(
        "Host=db;Timeout=30;Cancellation Timeout=500;GSS Encryption Mode=Require",
        30,
        500,
        GssEncryptionMode.Require
    )]
    public void Nobody_waits_longer_than_told_for_a_connection_or_a_cancellation(
        string configured,
        int timeout,
        int cancellation,
        GssEncryptionMode encryption
    )
    {
        var bounded = PostgresDatabase.Bounded(configured);

        (bounded.Timeout, bounded.CancellationTimeout, bounded.GssEncryptionMode).ShouldBe(
            (timeout, cancellation, encryption)
        );
    }
}
