using Microsoft.Extensions.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Providers;

public sealed class AdapterLogTests : IDisposable
{
    private readonly CapturedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void A_message_is_one_line_without_the_credential()
    {
        Log("secret-key").Warn("refused\r\nwith secret-key\u2028and more");

        var line = _logs.Lines.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        line.Text.ShouldContain("tracker");
        line.Text.ShouldContain("refused  with •••• and more");
        line.Text.ShouldNotContain("secret-key");
    }

    [Fact]
    public void A_long_message_is_cut()
    {
        Log(null).Warn(new string('x', 10_000));

        _logs.Lines.ShouldHaveSingleItem().Text.Length.ShouldBeInRange(500, 600);
    }

    [Fact]
    public void Nothing_is_a_message_too() => Should.NotThrow(() => Log(null).Debug(null!));

    private AdapterLog Log(string? credential)
    {
        var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Debug));
        return new("tracker", credential is null ? null : new Secret(credential), factory.CreateLogger<AdapterLog>());
    }
}
