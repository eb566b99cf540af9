using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Unfurl.Server.Previews;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Hosting;

/// <summary>Traces and metrics over OTLP, when OpenTelemetry's own environment variables ask for them.</summary>
internal static class Telemetry
{
    /// <summary>Starts what was asked for. The container ends it, and what is still unsent is sent then.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        app.Services.GetService<TracerProvider>();
        app.Services.GetService<MeterProvider>();
    }

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService("unfurl").AddEnvironmentVariableDetector();
        // Paths are templates and queries are redacted by .NET's own sources, so no code or token gets into a trace.
        builder.Services.AddSingleton(_ =>
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", UpdateActivities.SourceName)
                .AddOtlpExporter()
                .Build()
        );
        builder.Services.AddSingleton(_ =>
            Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(
                    "Microsoft.AspNetCore.Hosting",
                    "System.Net.Http",
                    "System.Runtime",
                    CacheMetrics.MeterName,
                    UpdateMetrics.MeterName
                )
                .AddOtlpExporter()
                .Build()
        );
    }
}
