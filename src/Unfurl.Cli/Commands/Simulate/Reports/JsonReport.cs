using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Simulator;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate.Reports;

internal static class JsonReport
{
    // The file is not embedded in HTML, so quotes and arrows need no escapes.
    private static readonly ReportJson Readable = new(
        new JsonSerializerOptions(ReportJson.Default.Options)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    public static async Task WriteAsync(
        string path,
        SimulatorOptions service,
        IReadOnlyList<CheckResult> results,
        CancellationToken cancellationToken
    )
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(
            file,
            new Document(
                service.UnfurlUrl.AbsoluteUri,
                results
                    .GroupBy(result => WireName(result.Outcome))
                    .ToDictionary(group => group.Key, group => group.Count()),
                [.. results.Select(Describe)]
            ),
            Readable.Document,
            cancellationToken
        );
    }

    public static string WireName<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static Entry Describe(CheckResult result) =>
        new(
            result.Check.Id,
            result.Check.Title,
            result.Check.Rule,
            WireName(result.Check.Severity),
            result.Check.Source.Name,
            result.Check.Source.Address.AbsoluteUri,
            WireName(result.Outcome),
            result.Reasons,
            Math.Round(result.Duration.TotalMilliseconds),
            result.Exchanges
        );

    internal sealed record Document(string UnfurlUrl, Dictionary<string, int> Counts, IReadOnlyList<Entry> Checks);

    internal sealed record Entry(
        string Id,
        string Title,
        string Rule,
        string Severity,
        string Source,
        string SourceUrl,
        string Outcome,
        IReadOnlyList<string> Reasons,
        double DurationMs,
        IReadOnlyList<string> Exchanges
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(JsonReport.Document))]
internal sealed partial class ReportJson : JsonSerializerContext;
