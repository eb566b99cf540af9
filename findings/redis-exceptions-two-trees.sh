#!/usr/bin/env bash
# Guess: what StackExchange.Redis throws of its own derives from its RedisException, so `catch (RedisException)` takes
#   whatever goes wrong with Redis.
# What happens: only connection and server errors do. RedisTimeoutException is a TimeoutException, and
#   RedisCommandException, which tells of a command that the configuration forbids ($INFO=, proxy=Twemproxy), is neither.
#   A background worker that catches RedisException and TimeoutException ends on it.
# Version: StackExchange.Redis 3.4.35 (NuGet). Source: its assembly, and a call without any server.
# Who meets it: services that go on without Redis, and whose operators forbid commands in the connection string.
set -euo pipefail

version=3.4.35
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="StackExchange.Redis" Version="[$version]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using StackExchange.Redis;

var exceptions = typeof(RedisException)
    .Assembly.GetExportedTypes()
    .Where(type => type.IsSubclassOf(typeof(Exception)))
    .OrderBy(type => type.Name, StringComparer.Ordinal);
foreach (var type in exceptions)
    Console.WriteLine($"{type.Name}: {type.BaseType!.Name}");

// Nobody has to listen there: the command is refused before it is sent.
var options = ConfigurationOptions.Parse("127.0.0.1:1,abortConnect=false,connectTimeout=100,connectRetry=1,$SET=");
using var redis = ConnectionMultiplexer.Connect(options);
try
{
    await redis.GetDatabase().StringSetAsync("key", "value");
}
catch (Exception exception)
{
    Console.WriteLine($"a forbidden command throws {exception.GetType().Name}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
RedisCommandException: Exception
RedisConnectionException: RedisException
RedisException: Exception
RedisServerException: RedisException
RedisTimeoutException: TimeoutException
a forbidden command throws RedisCommandException
STATED
echo "StackExchange.Redis $version"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
