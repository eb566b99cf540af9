#!/usr/bin/env bash
# Guess: Markdig's Markdown.ToPlainText returns text without tags.
# What happens: tags inside a paragraph are dropped, "List<string>" included, but a block of HTML stays as it is. GitHub
#   bodies have such blocks all the time (<details>, <img>, comments of a template). With UseAdvancedExtensions a definition
#   list becomes <dl><dt>…, in the "plain text", and braces are attributes: "Press {Enter}" loses its last word.
# Version: Markdig 1.6.0 (NuGet). Source: https://github.com/xoofx/markdig (README: ToPlainText; generic attributes).
# Who meets it: a service that shows the beginning of a pull request's description as its body.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Markdig" Version="[1.6.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Text.Json;
using Markdig;

var advanced = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
string[] bodies =
[
    "Returns a List<string> or <b>null</b>",
    "<details><summary>Log</summary>\n\nfailed\n\n</details>",
    "<!-- Describe your change -->\nFixes #12",
    "Timeout\n: five seconds",
    "Press {Enter}",
];
foreach (var body in bodies)
{
    Console.WriteLine(Show(body));
    Console.WriteLine($"  plain:    {Show(Markdown.ToPlainText(body))}");
    Console.WriteLine($"  advanced: {Show(Markdown.ToPlainText(body, advanced))}");
}

static string Show(string text) => text.Trim('\n').Replace("\n", "⏎");
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
Returns a List<string> or <b>null</b>
  plain:    Returns a List or null
  advanced: Returns a List or null
<details><summary>Log</summary>⏎⏎failed⏎⏎</details>
  plain:    <details><summary>Log</summary>⏎failed⏎</details>
  advanced: <details><summary>Log</summary>⏎failed⏎</details>
<!-- Describe your change -->⏎Fixes #12
  plain:    <!-- Describe your change -->⏎Fixes #12
  advanced: <!-- Describe your change -->⏎Fixes #12
Timeout⏎: five seconds
  plain:    Timeout⏎: five seconds
  advanced: <dl>⏎<dt>Timeout</dt>⏎<dd>five seconds</dd>⏎</dl>
Press {Enter}
  plain:    Press {Enter}
  advanced: Press 
STATED
echo Markdig 1.6.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
