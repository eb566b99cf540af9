#!/usr/bin/env bash
# Guess: two RedisValues made of different texts are different, so a HashSet<RedisValue> keeps both.
# What happens: texts that look like numbers are compared as numbers. Tag 1.10 equals tag 1.1, an abbreviated commit
#   5319e7 equals 53190000000, and every 0e… equals 0. Hash codes agree, so sets and dictionaries drop one of the two.
#   RedisKey compares texts.
# Version: StackExchange.Redis 3.4.35 (NuGet). Source: https://github.com/StackExchange/StackExchange.Redis/issues/3233.
# Who meets it: a service that keeps tags, versions, commits or numbers with leading zeros in Redis sets and compares
#   what comes back in memory.
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

(string, string)[] pairs =
[
    ("v1.10", "v1.1"), ("1.10", "1.1"), ("5319e7", "53190000000"), ("0e12345", "0e98765"), ("007", "7"), ("1,000", "1000"),
];
foreach (var (a, b) in pairs)
{
    RedisValue[] values = [a, b];
    RedisKey key = a;
    Console.WriteLine($"{a} and {b}: equal {values[0] == values[1]}, kept in a set {values.ToHashSet().Count}, as keys {key == (RedisKey)b}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
v1.10 and v1.1: equal False, kept in a set 2, as keys False
1.10 and 1.1: equal True, kept in a set 1, as keys False
5319e7 and 53190000000: equal True, kept in a set 1, as keys False
0e12345 and 0e98765: equal True, kept in a set 1, as keys False
007 and 7: equal True, kept in a set 1, as keys False
1,000 and 1000: equal True, kept in a set 1, as keys False
STATED
echo "StackExchange.Redis $version"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
