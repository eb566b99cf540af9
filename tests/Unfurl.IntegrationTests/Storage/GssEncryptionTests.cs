using Npgsql;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>
/// Npgsql tries Kerberos encryption first. The container image has no Kerberos library, and a machine that has one may have no
/// ticket: an error line at each start, or two in the server's log for each connection.
/// </summary>
public sealed class GssEncryptionTests
{
    [Theory]
    [InlineData("Host=db", GssEncryptionMode.Disable)]
    [InlineData("Host=db;Password='a;GSS Encryption Mode=Prefer'", GssEncryptionMode.Disable)]
    [InlineData("Host=db;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData("Host=db;gssencryptionmode=require", GssEncryptionMode.Require)]
    [InlineData("Host=db;GSS Encryption Mode=Disable;Maximum Pool Size=3", GssEncryptionMode.Disable)]
    public void Kerberos_encryption_is_off_unless_the_connection_string_asks_for_it(
        string configured,
        GssEncryptionMode expected
    ) => PostgresDatabase.Bounded(configured).GssEncryptionMode.ShouldBe(expected);
}
