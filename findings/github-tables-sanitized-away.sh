#!/usr/bin/env bash
# Guess: HtmlSanitizer, which allows table and its parts, keeps the tables of a body that GitHub rendered.
# What happens: GitHub wraps each table in an element of its own, <markdown-accessiblity-table> (spelt so), and an emoji in
#   <g-emoji>, a date in <relative-time>. HtmlSanitizer drops an element that it does not know together with all that is
#   in it: every table, emoji and date is gone, and the text around it closes up. KeepChildNodes = true keeps them.
# Version: HtmlSanitizer 10.0.1120 (NuGet).
# Source: https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types (html+json; any
#   README with a table shows the wrapper); https://github.com/mganss/HtmlSanitizer (KeepChildNodes).
# Who meets it: a service that takes GitHub's own HTML "to be safe" and cleans it once more.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="HtmlSanitizer" Version="[10.0.1120]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Ganss.Xss;

string[] bodies =
[
    """<p>Before</p><table role="table"><tr><td>12 ms</td></tr></table>""",
    """<p>Before</p><markdown-accessiblity-table><table role="table"><tr><td>12 ms</td></tr></table></markdown-accessiblity-table>""",
    """<p>Release on <relative-time datetime="2026-01-02T08:00:00Z">Jan 2</relative-time> <g-emoji alias="warning">!</g-emoji></p>""",
];
foreach (var body in bodies)
{
    Console.WriteLine(body);
    Console.WriteLine($"  => {new HtmlSanitizer().Sanitize(body)}");
    Console.WriteLine($"  KeepChildNodes => {new HtmlSanitizer { KeepChildNodes = true }.Sanitize(body)}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
<p>Before</p><table role="table"><tr><td>12 ms</td></tr></table>
  => <p>Before</p><table><tbody><tr><td>12 ms</td></tr></tbody></table>
  KeepChildNodes => <p>Before</p><table><tbody><tr><td>12 ms</td></tr></tbody></table>
<p>Before</p><markdown-accessiblity-table><table role="table"><tr><td>12 ms</td></tr></table></markdown-accessiblity-table>
  => <p>Before</p>
  KeepChildNodes => <p>Before</p><table><tbody><tr><td>12 ms</td></tr></tbody></table>
<p>Release on <relative-time datetime="2026-01-02T08:00:00Z">Jan 2</relative-time> <g-emoji alias="warning">!</g-emoji></p>
  => <p>Release on  </p>
  KeepChildNodes => <p>Release on Jan 2 !</p>
STATED
echo HtmlSanitizer 10.0.1120
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
