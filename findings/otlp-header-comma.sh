#!/usr/bin/env bash
# Guess: a comma in the value of a header for OpenTelemetry's collector is written %2C, since OTEL_EXPORTER_OTLP_HEADERS is
#   a list separated by commas whose values are percent-encoded (as in W3C Baggage).
# What happens: the exporter of .NET decodes the whole variable before it splits it. What follows the comma is a further
#   header, or, without "=", the program ends with an exception while it starts.
# Version: OpenTelemetry.Exporter.OpenTelemetryProtocol 1.20.1.
# Source: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
# Who meets it: an operator whose collector wants a token or a list of tenants with a comma.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="OpenTelemetry.Exporter.OpenTelemetryProtocol" Version="1.20.1" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenTelemetry;
using OpenTelemetry.Trace;

var free = new TcpListener(IPAddress.Loopback, 0);
free.Start();
var collector = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
free.Stop();
using var listener = new HttpListener { Prefixes = { collector } };
listener.Start();
Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector);
using var source = new ActivitySource("finding");
foreach (var headers in args)
{
    Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", headers);
    try
    {
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource("finding").AddOtlpExporter().Build();
        source.StartActivity("work")?.Dispose();
        var received = listener.GetContextAsync();
        traces.ForceFlush(0);
        var context = await received.WaitAsync(TimeSpan.FromSeconds(30));
        context.Response.Close();
        string[] asked = ["tenants", "b"];
        Console.WriteLine($"{headers}: {string.Join(" | ", asked.Where(name => context.Request.Headers[name] != null).Select(name => $"{name}: {context.Request.Headers[name]}"))}");
    }
    catch (ArgumentException exception)
    {
        Console.WriteLine($"{headers}: {exception.GetType().Name}: {exception.Message}");
    }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" tenants=a 'tenants=a%3Db' 'tenants=a%2Cb=c' 'tenants=a%2Cb' > "$dir/seen"

cat > "$dir/stated" <<'STATED'
tenants=a: tenants: a
tenants=a%3Db: tenants: a=b
tenants=a%2Cb=c: tenants: a | b: c
tenants=a%2Cb: ArgumentException: Headers provided in an invalid format.
STATED
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
