#!/usr/bin/env bash
# Guess: the JSON pointer /builds/- finds nothing when it is read: RFC 6901 makes "-" the element after the last.
# What happens: JsonPointer.Net answers the last element, as if it were -1. On an empty array it finds nothing. So a
#   pointer written for "append" (JSON Patch) or by mistake shows a value that looks right.
# Version: JsonPointer.Net 6.0.1 (NuGet). Source: https://www.rfc-editor.org/rfc/rfc6901#section-4.
# Who meets it: people who write picks for a tool's JSON and move them to another implementation, where they fail.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="JsonPointer.Net" Version="[6.0.1]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Text.Json;
using Json.Pointer;

var data = JsonDocument.Parse("""{"builds":["first","second","third"],"none":[]}""").RootElement;
foreach (var pointer in new[] { "/builds/0", "/builds/2", "/builds/3", "/builds/-1", "/builds/-", "/none/-" })
    Console.WriteLine($"{pointer} => {JsonPointer.Parse(pointer).Evaluate(data)?.ToString() ?? "nothing"}");
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
/builds/0 => first
/builds/2 => third
/builds/3 => nothing
/builds/-1 => nothing
/builds/- => third
/none/- => nothing
STATED
echo JsonPointer.Net 6.0.1
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
