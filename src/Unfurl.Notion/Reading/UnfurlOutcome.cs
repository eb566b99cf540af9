using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Notion.Reading;

/// <summary>What came of a paste or a revisit.</summary>
public sealed record UnfurlOutcome
{
    /// <summary>The link.</summary>
    public required string Url { get; init; }

    /// <summary>The status of the last answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the last answer as it came.</summary>
    public string? Body { get; init; }

    /// <summary>The attributes, when the answer set them; later ones with the same id have taken the place of earlier ones.</summary>
    public IReadOnlyList<ShownAttribute> Attributes { get; init; } = [];

    /// <summary>The error operation, when the answer had one.</summary>
    public ShownError? Error { get; init; }

    /// <summary>Why the answer was rejected, one sentence each; empty when it was accepted.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    /// <summary>How long the last answer took.</summary>
    public double DurationMs { get; init; }

    /// <summary>The answer's <c>Server-Timing</c> header, when the service sends one (https://www.w3.org/TR/server-timing/).</summary>
    public string? ServerTiming { get; init; }

    /// <summary>The person has no connection that works: Notion would ask them to connect (again).</summary>
    public bool NeedsConnection { get; init; }

    /// <summary>What would come of an answer that holds these operations.</summary>
    /// <param name="url">The link.</param>
    /// <param name="operations">The <c>operations</c> array as JSON.</param>
    /// <param name="duration">How long it took.</param>
    public static UnfurlOutcome Read(string url, string operations, TimeSpan duration)
    {
        var body =
            $$"""{"uri":{{JsonSerializer.Serialize(url, ReadingJson.Default.String)}},"operations":{{operations}}}""";
        var answer = ParsedUnfurlResponse.Read(Encoding.UTF8.GetBytes(body), url);
        return new UnfurlOutcome
        {
            Url = url,
            Status = 200,
            Body = body,
            Attributes = answer.Attributes ?? [],
            Error = answer.Error,
            Violations = answer.Violations,
            DurationMs = duration.TotalMilliseconds,
        };
    }

    /// <summary>Whether Notion took the answer.</summary>
    public bool IsAccepted() => Status == 200 && Violations.Count == 0;

    /// <summary>The body, indented where it is JSON.</summary>
    public string? IndentedBody() => Body is null ? null : Indent(Body);

    private static string Indent(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            using var stream = new MemoryStream();
            using (
                var writer = new Utf8JsonWriter(
                    stream,
                    new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                )
            )
                document.WriteTo(writer);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string that is no Unicode: it is shown as it came.
            return body;
        }
    }
}
