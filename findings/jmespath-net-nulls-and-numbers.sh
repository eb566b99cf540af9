#!/usr/bin/env bash
# Guess: JmesPath.Net, "a fully compliant JMESPATH parser", picks what the JavaScript library picks.
# What happens: a projection leaves nulls out, says the specification; JmesPath.Net leaves out what is absent and keeps
#   what is null. GitHub's users may have "name": null, so a join of names fails in .NET only. And 0.0 is not 0 there:
#   Request Tracker answers "pages": 0.0, and a test for `0` never holds.
# Version: JmesPath.Net 1.1.0 (NuGet), jmespath 0.16.0 (npm).
# Source: https://jmespath.org/specification.html#wildcard-expressions (null results are not collected); JSON has one
#   kind of number: https://www.rfc-editor.org/rfc/rfc8259#section-6.
# Who meets it: authors of recipes who try their picks on jmespath.org first.
set -euo pipefail

js=0.16.0
net=1.1.0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/data.json" <<'JSON'
{"people":[{"login":"ada","name":"Ada"},{"login":"ben","name":null},{"login":"bot"}],"pages":0.0,"count":0}
JSON
cat > "$dir/expressions.txt" <<'TEXT'
people[*].name
join(', ', people[*].name)
count == `0`
pages == `0`
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
jmespath: people[*].name => ["Ada"]
jmespath: join(', ', people[*].name) => "Ada"
jmespath: count == `0` => true
jmespath: pages == `0` => true
JmesPath.Net: people[*].name => ["Ada",null]
JmesPath.Net: join(', ', people[*].name) => Error: invalid-type
JmesPath.Net: count == `0` => true
JmesPath.Net: pages == `0` => false
STATED
echo "jmespath $js, JmesPath.Net $net"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
