using System.Diagnostics;

namespace Unfurl.Server.Updates;

/// <summary>Traces an update from the webhook to Notion as one trace.</summary>
internal static class UpdateActivities
{
    public const string SourceName = "Unfurl.Updates";

    private static readonly ActivitySource Source = new(SourceName);

    /// <param name="trace">The parent as <c>traceparent</c> (https://www.w3.org/TR/trace-context/); null starts a new trace.</param>
    public static Activity? Start(string name, string? trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, ActivityKind.Consumer, parent)
            : Source.StartActivity(name, ActivityKind.Consumer);
}
