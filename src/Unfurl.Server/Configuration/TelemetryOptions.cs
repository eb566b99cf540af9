using System.Buffers;
using System.ComponentModel.DataAnnotations;

namespace Unfurl.Server.Configuration;

/// <summary>
/// OpenTelemetry's own variables. Its library ignores what it cannot read, or ends the process with a stack trace, so they are
/// checked here: https://opentelemetry.io/docs/specs/otel/protocol/exporter/.
/// </summary>
internal sealed class TelemetryOptions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string HeadersKey = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string TimeoutKey = "OTEL_EXPORTER_OTLP_TIMEOUT";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    [Setting(
        "where traces and metrics are sent, e.g. `http://collector:4317`",
        Key = EndpointKey,
        WhenUnset = "nothing is sent",
        Remark = "Both go to one address: the variables of a single signal (`OTEL_EXPORTER_OTLP_TRACES_…`) have no effect."
    )]
    public Uri? Endpoint { get; set; }

    [AllowedValues("grpc", "http/protobuf")]
    [Setting("`grpc` or `http/protobuf`", Key = ProtocolKey)]
    public string Protocol { get; set; } = "grpc";

    [OtlpHeaders]
    [Setting("headers for the collector, separated by commas, e.g. `api-key=…`", Key = HeadersKey)]
    public string? Headers { get; set; }

    [Range(1, int.MaxValue, ErrorMessage = "must be a number of milliseconds, such as 10000")]
    [Setting("how long the collector may take to answer, in milliseconds", Key = TimeoutKey)]
    public int Timeout { get; set; } = 10000;

    [Range(1, int.MaxValue, ErrorMessage = "must be a number of milliseconds, such as 60000")]
    [Setting("how often metrics are sent, in milliseconds", Key = "OTEL_METRIC_EXPORT_INTERVAL")]
    public int MetricInterval { get; set; } = 60000;

    public static void WarnOfSingleSignals(SettingsReader reader)
    {
        foreach (var key in (string[])[EndpointKey, ProtocolKey, HeadersKey, TimeoutKey])
        foreach (var signal in Signals)
        {
            var single = key.Replace("OTLP_", $"OTLP_{signal}_", StringComparison.Ordinal);
            if (reader.IsSet(single))
                reader.Warn(single, $"has no effect: set {key}, which holds for traces and metrics");
        }
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class OtlpHeadersAttribute()
        : ValidationAttribute("must hold headers such as api-key=…, separated by commas; a value cannot have a comma")
    {
        // RFC 9110 §5.6.2.
        private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
            "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        );

        // As the library does, which decodes first: %2C is a comma as well, and one may stand at the end.
        public override bool IsValid(object? value)
        {
            var decoded = Uri.UnescapeDataString((string)value!);
            return (decoded.EndsWith(',') ? decoded[..^1] : decoded).Split(',').All(IsHeader);
        }

        private static bool IsHeader(string text) =>
            text.Split('=', 2) is [var name, _]
            && name.Trim() is { Length: > 0 } trimmed
            && !trimmed.AsSpan().ContainsAnyExcept(TokenCharacters);
    }
}
