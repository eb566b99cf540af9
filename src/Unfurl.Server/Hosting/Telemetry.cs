using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Hosting;

/// <summary>Traces and metrics over OTLP, when OpenTelemetry's own environment variables ask for them.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        if (options.Endpoint is null)
            return;
        // The instrumentations redact queries, and paths hold no secret, so no code or token gets into a trace.
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("unfurl").AddEnvironmentVariableDetector())
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddSource(UpdateActivities.SourceName)
                    .AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(CacheMetrics.MeterName, UpdateMetrics.MeterName)
                    .AddOtlpExporter()
            );
    }
}
