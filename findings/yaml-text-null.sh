#!/usr/bin/env bash
# Guess: YamlDotNet reads back every text that it wrote itself.
# What happens: by default the serializer writes a text plain where YAML's grammar allows it, without asking what it would
#   be read as. The texts "null" and "~" come back as null, into a string as well, and a tab at the end is lost. "true",
#   "1.10" and "008672" are plain too: other readers take them for a boolean and numbers.
# Version: YamlDotNet 18.1.0 (NuGet). WithQuotingNecessaryStrings() mends all but the tab.
# Source: https://yaml.org/spec/1.2.2/#103-core-schema (what plain texts mean).
# Who meets it: a service that writes recipes, fixtures or recorded titles and label names as YAML and loads them again.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="YamlDotNet" Version="[18.1.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Text.Json;
using YamlDotNet.Serialization;

foreach (var text in new[] { "null", "~", "tab\t", "true", "1.10", "008672", "" })
{
    var (plain, asIs) = RoundTrip(new SerializerBuilder(), text);
    var (_, quoting) = RoundTrip(new SerializerBuilder().WithQuotingNecessaryStrings(), text);
    Console.WriteLine($"{JsonSerializer.Serialize(text)} is written {plain.TrimEnd('\n')} and read {asIs}; with quoting read {quoting}");
}

static (string, string) RoundTrip(SerializerBuilder builder, string text)
{
    var yaml = builder.Build().Serialize(new Dictionary<string, string> { ["title"] = text });
    var back = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(yaml)["title"];
    return (yaml, JsonSerializer.Serialize(back));
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
"null" is written title: null and read null; with quoting read "null"
"~" is written title: ~ and read null; with quoting read "~"
"tab\t" is written title: tab	 and read "tab"; with quoting read "tab"
"true" is written title: true and read "true"; with quoting read "true"
"1.10" is written title: 1.10 and read "1.10"; with quoting read "1.10"
"008672" is written title: 008672 and read "008672"; with quoting read "008672"
"" is written title: '' and read ""; with quoting read ""
STATED
echo YamlDotNet 18.1.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
