using System.Diagnostics;

namespace Unfurl.Server.Updates;

/// <summary>The steps of an update as one trace, from the webhook to Notion.</summary>
internal static class UpdateActivities
{
    public const string SourceName = "Unfurl.Updates";

    private static readonly ActivitySource Source = new(SourceName);

    /// <param name="name">The step.</param>
    /// <param name="trace">The step before, as <c>traceparent</c> (https://www.w3.org/TR/trace-context/); null where none is known.</param>
    public static Activity? Start(string name, string? trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, ActivityKind.Consumer, parent)
            : Source.StartActivity(name, ActivityKind.Consumer);
}
