namespace Unfurl.IntegrationTests.Hosting;

/// <summary>OpenTelemetry's library ignores what it cannot read or ends the process; the service says what is wrong.</summary>
public sealed class TelemetryStartTests
{
    private const string Endpoint = "must be an absolute http(s) URL without user name";
    private const string Headers =
        "must hold headers such as api-key=…, separated by commas; a value cannot have a comma";

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", Endpoint)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", Endpoint)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "hidden", Headers)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=hidden%2Cb", Headers)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "=hidden", Headers)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api key=hidden", Headers)]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "must be grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "must be a number of milliseconds, such as 10000")]
    public async Task A_wrong_value_fails_the_start_with_one_line(string key, string value, string problem)
    {
        var settings = Some.MinimalProductionSettings();
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317";
        settings[key] = value;
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([$"Configuration: {key} {problem}"]);
        service.Output.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task The_variable_of_a_single_signal_is_warned_of()
    {
        var settings = Some.MinimalProductionSettings();
        settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "http://127.0.0.1:4318/v1/traces";
        settings["OTEL_EXPORTER_OTLP_METRICS_HEADERS"] = "api-key=hidden";
        await using var service = ServiceProcess.Start(settings);

        await service.WaitUntilListeningAsync();

        service.Output.ShouldContain(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT has no effect: set OTEL_EXPORTER_OTLP_ENDPOINT, which holds for traces and metrics."
        );
        service.Output.ShouldContain(
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS has no effect: set OTEL_EXPORTER_OTLP_HEADERS, which holds for traces and metrics."
        );
        service.Output.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task Right_values_start()
    {
        var settings = Some.MinimalProductionSettings();
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4318";
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_EXPORTER_OTLP_HEADERS"] = "api-key=a%20b=c, x-tenant=1,";
        settings["OTEL_EXPORTER_OTLP_TIMEOUT"] = "500";
        await using var service = ServiceProcess.Start(settings);

        await service.WaitUntilListeningAsync();

        service.Errors.ShouldBeEmpty();
    }
}
