#!/usr/bin/env bash
# Guess: disposing of a host's services does not wait for HTTP calls that are still under way, with or without a
#   resilience handler; and where it waits, it waits no longer than the calls.
# What happens: with AddResilienceHandler the disposal waits for them, up to 30 seconds. It looks once a second by the
#   pipeline's TimeProvider: with a clock that stands still, as in tests, it waits for ever, also after the call has ended.
# Version: Microsoft.Extensions.Http.Resilience 10.11.0 with Polly 8 (NuGet), Microsoft.Extensions.TimeProvider.Testing
#   10.11.0. Source: App-vNext/Polly, src/Polly.Core/Utils/Pipeline/ExecutionTrackingComponent.cs (30 seconds, steps of one).
# Who meets it: operators whose service takes half a minute to stop while a provider hangs; tests that never end. A
#   pipeline that is given to a ResilienceHandler of one's own is in no registry, and nothing waits for it.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Http.Resilience" Version="[10.11.0]" />
    <PackageReference Include="Microsoft.Extensions.TimeProvider.Testing" Version="[10.11.0]" />
  </ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;

await ShowAsync("no handler", (_, _) => { });
await ShowAsync("AddResilienceHandler, system clock", (client, _) => client.AddResilienceHandler("retry", Retry));
await ShowAsync("AddResilienceHandler, still clock", (client, clock) => client.AddResilienceHandler("retry", pipeline =>
{
    pipeline.TimeProvider = clock;
    Retry(pipeline);
}));
await ShowAsync("a ResilienceHandler of one's own", (client, _) => client.AddHttpMessageHandler(() =>
{
    var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>();
    Retry(pipeline);
    return new ResilienceHandler(pipeline.Build());
}));

static void Retry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline) => pipeline.AddRetry(new HttpRetryStrategyOptions());

static async Task ShowAsync(string name, Action<IHttpClientBuilder, TimeProvider> add)
{
    var provider = new Provider();
    var services = new ServiceCollection();
    var client = services.AddHttpClient("provider").ConfigurePrimaryHttpMessageHandler(() => provider);
    add(client, new FakeTimeProvider());
    var container = services.BuildServiceProvider();
    var call = container.GetRequiredService<IHttpClientFactory>().CreateClient("provider").GetAsync("https://api.acme.com/");
    var disposal = container.DisposeAsync().AsTask();
    var during = await EndsAsync(disposal);
    provider.End.SetResult(new HttpResponseMessage());
    await call;
    Console.WriteLine($"{name}: ended during the call: {during}, within 3 s of its end: {await EndsAsync(disposal)}");
}

static async Task<bool> EndsAsync(Task task) => await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(3))) == task;

class Provider : HttpMessageHandler
{
    public TaskCompletionSource<HttpResponseMessage> End { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => End.Task;
}
CS
(cd "$dir" && dotnet run -v quiet) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
no handler: ended during the call: True, within 3 s of its end: True
AddResilienceHandler, system clock: ended during the call: False, within 3 s of its end: True
AddResilienceHandler, still clock: ended during the call: False, within 3 s of its end: False
a ResilienceHandler of one's own: ended during the call: True, within 3 s of its end: True
STATED
echo 'Microsoft.Extensions.Http.Resilience 10.11.0'
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
