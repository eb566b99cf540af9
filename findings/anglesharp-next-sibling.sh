#!/usr/bin/env bash
# Guess: to walk over the children of a node by FirstChild and NextSibling, as in a browser, costs the same for each child.
# What happens: AngleSharp keeps no siblings. NextSibling looks for the node among its parent's children, from the first on, so a
#   walk over n children takes n * n / 2 steps. The same walk by ChildNodes[i] takes n.
# Version: AngleSharp 1.10.3 (NuGet).
# Source: https://dom.spec.whatwg.org/#dom-node-nextsibling says what it is, and not what it costs.
# Who meets it: whoever walks over a long page with code from a browser. Measured as a ratio within one run.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="AngleSharp" Version="1.10.3" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

double Best(Action walk) => Enumerable.Range(0, 5).Min(_ => { var time = Stopwatch.StartNew(); walk(); return time.Elapsed.TotalMicroseconds; });
double Ratio(int children)
{
    INode body = new HtmlParser().ParseDocument(string.Concat(Enumerable.Repeat("<p>a</p>", children))).Body!;
    var seen = 0;
    var bySibling = Best(() => { for (var child = body.FirstChild; child is not null; child = child.NextSibling) seen++; });
    var byList = Best(() => { for (var i = 0; i < body.ChildNodes.Length; i++) if (body.ChildNodes[i] is not null) seen++; });
    return bySibling / byList;
}
Ratio(500);
var (few, many) = (Ratio(500), Ratio(4000));
Console.Error.WriteLine($"NextSibling beside ChildNodes[i]: {few:0} times for 500 children, {many:0} times for 4000");
Console.WriteLine($"far more for 4000 children: {many > 50}");
Console.WriteLine($"grows with their number: {many > few * 2}");
CS
(cd "$dir" && dotnet run --configuration Release) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
far more for 4000 children: True
grows with their number: True
STATED
echo AngleSharp@1.10.3
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
