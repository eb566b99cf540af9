#!/usr/bin/env bash
# Guess: a schema that refers to itself within a list ("a text, or a list of such") says the same of the same value each time.
# What happens: the first evaluation raises "Encountered circular reference", whatever the value is. From the second on the same
#   schema object takes everything: a number is valid as well. A test of one value fails loudly; a service that logs the first
#   failure and goes on checks nothing any more.
# Version: JsonSchema.Net 7.4.0 (NuGet).
# Source: https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1: a schema must not run into an infinite loop, and
#   this one does not: each turn goes one level down in the instance.
# Who meets it: authors of schemas for settings in which one thing may stand for a list of one.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/try.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="JsonSchema.Net" Version="[7.4.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Text.Json.Nodes;
using Json.Schema;

var schema = JsonSchema.FromText("""
    { "$ref": "#/$defs/pick",
      "$defs": { "pick": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/$defs/pick" } }] } } }
    """);
foreach (var text in new[] { "\"a\"", "\"a\"", "[[\"a\"]]", "7" })
{
    try
    {
        Console.WriteLine($"{text} is {(schema.Evaluate(JsonNode.Parse(text)).IsValid ? "valid" : "not valid")}");
    }
    catch (JsonSchemaException exception)
    {
        Console.WriteLine($"{text} raises: {exception.Message[..30]}");
    }
}
CS
seen=$(cd "$dir" && dotnet run --verbosity quiet)
echo "$seen"
[ "$seen" = '"a" raises: Encountered circular reference
"a" is valid
[["a"]] is valid
7 is valid' ]
