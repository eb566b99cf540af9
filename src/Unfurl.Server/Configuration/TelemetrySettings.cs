using System.Buffers;
using System.Globalization;

namespace Unfurl.Server.Configuration;

/// <summary>
/// OpenTelemetry's own variables. Its library ignores what it cannot read, or ends the process with a stack trace, so they are
/// checked here: https://opentelemetry.io/docs/specs/otel/protocol/exporter/.
/// </summary>
internal static class TelemetrySettings
{
    public static readonly Setting Endpoint = new(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "where traces and metrics are sent, e.g. `http://collector:4317`"
    )
    {
        WhenUnset = "nothing is sent",
        Remark =
            "Both go to one address: the variables of a single signal (`OTEL_EXPORTER_OTLP_TRACES_…`) have no effect.",
    };

    public static readonly Setting Protocol = new("OTEL_EXPORTER_OTLP_PROTOCOL", "`grpc` or `http/protobuf`")
    {
        Default = "grpc",
    };

    public static readonly Setting Headers = new(
        "OTEL_EXPORTER_OTLP_HEADERS",
        "headers for the collector, separated by commas, e.g. `api-key=…`"
    );

    public static readonly Setting Timeout = new(
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "how long the collector may take to answer, in milliseconds"
    )
    {
        Default = "10000",
    };

    public static readonly SettingsSection Section = new("OpenTelemetry", [Endpoint, Protocol, Headers, Timeout]);

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    // RFC 9110 §5.6.2.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    public static void Check(SettingsReader read)
    {
        read.Url(Endpoint);
        if (read.Optional(Protocol) is not (null or "grpc" or "http/protobuf"))
            read.Report(Protocol, "must be grpc or http/protobuf");
        if (read.Optional(Headers) is { } headers && !AreHeaders(headers))
            read.Report(
                Headers,
                "must hold headers such as api-key=…, separated by commas; a value cannot have a comma"
            );
        if (
            read.Optional(Timeout) is { } timeout
            && !(
                int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds > 0
            )
        )
            read.Report(Timeout, "must be a number of milliseconds, such as 10000");
        foreach (var setting in Section.Settings)
        {
            foreach (
                var key in Signals.Select(signal =>
                    setting.Key.Replace("OTLP_", $"OTLP_{signal}_", StringComparison.Ordinal)
                )
            )
            {
                if (read.IsSet(key))
                    read.Warn($"{key} has no effect: set {setting.Key}, which holds for traces and metrics");
            }
        }
    }

    // As the library does, which decodes first: %2C is a comma as well, and one may stand at the end.
    private static bool AreHeaders(string text)
    {
        var decoded = Uri.UnescapeDataString(text);
        return (decoded.EndsWith(',') ? decoded[..^1] : decoded).Split(',').All(IsHeader);
    }

    private static bool IsHeader(string text) =>
        text.Split('=', 2) is [var name, _]
        && name.Trim() is { Length: > 0 } trimmed
        && !trimmed.AsSpan().ContainsAnyExcept(TokenCharacters);
}
