#!/usr/bin/env bash
# Guess: with AddStandardResilienceHandler, a 429 that asks for an hour's wait comes back at once, since no retry can fit
#   into the total time of 30 seconds.
# What happens: the handler waits for the hour until the total time is over. The caller gets a TimeoutRejectedException
#   after 30 seconds (3 in this script), one request was made, and the answer with its Retry-After is lost.
# Version: Microsoft.Extensions.Http.Resilience 10.11.0 (NuGet). Source: https://github.com/dotnet/extensions/issues/7701.
# Who meets it: people who wait for a preview while GitHub's hourly limit is spent; and the service, which cannot tell
#   a limit (hold on until a time) from a provider that is slow.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Extensions.Http.Resilience" Version="[10.11.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

foreach (var retryAfter in new[] { "1", "3600" })
{
    var provider = new Provider(retryAfter);
    var services = new ServiceCollection();
    services
        .AddHttpClient("provider")
        .ConfigurePrimaryHttpMessageHandler(() => provider)
        .AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1);
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(3);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(3);
            options.Retry.MaxRetryAttempts = 1;
        });
    var client = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("provider");
    var watch = Stopwatch.StartNew();
    string result;
    try { result = $"{(int)(await client.GetAsync("https://api.acme.com/")).StatusCode}"; }
    catch (Exception error) { result = error.GetType().Name; }
    Console.WriteLine($"Retry-After {retryAfter}: {result} {(watch.Elapsed.TotalSeconds < 2.9 ? "before" : "when")} the total time is over, requests: {provider.Requests}");
}

class Provider(string retryAfter) : HttpMessageHandler
{
    public int Requests { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", retryAfter);
        return Task.FromResult(response);
    }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
Retry-After 1: 429 before the total time is over, requests: 2
Retry-After 3600: TimeoutRejectedException when the total time is over, requests: 1
STATED
echo Microsoft.Extensions.Http.Resilience 10.11.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
