#!/usr/bin/env bash
# Guess: max_by(releases, &published_at) picks the newest release: the specification allows numbers and strings, ISO
#   dates sort as text, and max() and sort_by() of the same dates work.
# What happens: the JavaScript library answers null, without an error; the .NET library fails the whole expression.
#   sort_by(releases, &published_at)[-1] works in both.
# Version: jmespath 0.16.0 (npm), JmesPath.Net 1.1.0 (NuGet). Source: https://jmespath.org/specification.html#max-by
#   (expression->string in the signature; its example says otherwise: https://github.com/jmespath/jmespath.site/issues/81).
# Who meets it: people who write a pick for "the newest release, comment or build" into a mapping or a recipe.
set -euo pipefail

js=0.16.0
net=1.1.0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/data.json" <<'JSON'
{"releases":[{"tag":"v2","published_at":"2026-03-01T08:00:00Z"},{"tag":"v1","published_at":"2026-01-02T08:00:00Z"}]}
JSON
cat > "$dir/expressions.txt" <<'TEXT'
max(releases[].published_at)
sort_by(releases, &published_at)[-1].tag
max_by(releases, &published_at).tag
TEXT

npm install --no-audit --no-fund --silent --prefix "$dir" "jmespath@$js"
cat > "$dir/pick.cjs" <<'JS'
const fs = require("node:fs");
const { search } = require("jmespath");
const data = JSON.parse(fs.readFileSync(`${__dirname}/data.json`, "utf8"));
for (const expression of fs.readFileSync(`${__dirname}/expressions.txt`, "utf8").trim().split("\n"))
  console.log(`jmespath: ${expression} => ${JSON.stringify(search(data, expression))}`);
JS
node "$dir/pick.cjs" > "$dir/seen"

mkdir "$dir/net"
cat > "$dir/net/finding.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="JmesPath.Net" Version="[$net]" /></ItemGroup>
</Project>
XML
cat > "$dir/net/Program.cs" <<'CS'
var data = File.ReadAllText(Path.Combine(args[0], "data.json"));
foreach (var expression in File.ReadLines(Path.Combine(args[0], "expressions.txt")))
{
    string result;
    try { result = new DevLab.JmesPath.JmesPath().Transform(data, expression); }
    catch (Exception error) { result = error.Message[..error.Message.IndexOf(',')]; }
    Console.WriteLine($"JmesPath.Net: {expression} => {result}");
}
CS
dotnet build "$dir/net" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/net/bin/Debug/net10.0/finding.dll" "$dir" >> "$dir/seen"

cat > "$dir/stated" <<'STATED'
jmespath: max(releases[].published_at) => "2026-03-01T08:00:00Z"
jmespath: sort_by(releases, &published_at)[-1].tag => "v2"
jmespath: max_by(releases, &published_at).tag => null
JmesPath.Net: max(releases[].published_at) => "2026-03-01T08:00:00Z"
JmesPath.Net: sort_by(releases, &published_at)[-1].tag => "v2"
JmesPath.Net: max_by(releases, &published_at).tag => Error: invalid-type
STATED
echo "jmespath $js, JmesPath.Net $net"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
