#!/usr/bin/env bash
# Guess: the RetryAfter that .NET's rate limiters hand out with a refusal says how long to wait from now.
# What happens: the fixed window limiter says its whole window, however little of it is left, and the token bucket its
#   whole period. The sliding window limiter lists RETRY_AFTER among its metadata and then has no value for it.
# Version: System.Threading.RateLimiting 10.0.15 (also part of ASP.NET Core 10).
# Source: https://github.com/dotnet/runtime/issues/92557 and 129036 (11.0.0 mends both windows, not the bucket).
# Who meets it: whoever copies RetryAfter into the Retry-After header: clients wait up to twice as long as needed, and
#   with a sliding window get no header at all.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="System.Threading.RateLimiting" Version="[10.0.15]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Threading.RateLimiting;

var period = TimeSpan.FromSeconds(10);
RateLimiter[] limiters =
[
    new FixedWindowRateLimiter(new() { PermitLimit = 1, Window = period }),
    new SlidingWindowRateLimiter(new() { PermitLimit = 1, Window = period, SegmentsPerWindow = 5 }),
    new TokenBucketRateLimiter(new() { TokenLimit = 1, TokensPerPeriod = 1, ReplenishmentPeriod = period }),
];
foreach (var limiter in limiters)
    limiter.AttemptAcquire();
await Task.Delay(TimeSpan.FromSeconds(6));
foreach (var limiter in limiters)
{
    using var lease = limiter.AttemptAcquire();
    var named = lease.MetadataNames.Contains(MetadataName.RetryAfter.Name);
    var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var value) ? $"{value.TotalSeconds} s" : "none";
    Console.WriteLine($"{limiter.GetType().Name}, 6 of 10 s gone: acquired {lease.IsAcquired}, named {named}, RetryAfter {wait}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
FixedWindowRateLimiter, 6 of 10 s gone: acquired False, named True, RetryAfter 10 s
SlidingWindowRateLimiter, 6 of 10 s gone: acquired False, named True, RetryAfter none
TokenBucketRateLimiter, 6 of 10 s gone: acquired False, named True, RetryAfter 10 s
STATED
echo System.Threading.RateLimiting 10.0.15
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
