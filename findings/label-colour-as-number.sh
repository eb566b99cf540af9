#!/usr/bin/env bash
# Guess: .NET reads GitHub's label colours, six hexadecimal digits without "#", or refuses them all alike.
# What happens: ColorTranslator.FromHtml reads a colour without "#" as a decimal number. Eight of GitHub's nine default
#   labels are refused; the ninth, "help wanted" (008672, a green), has decimal digits only and is a transparent blue.
#   So code that catches the failure, or was tried on that label, shows a wrong colour without an error.
# Version: System.Drawing.Primitives of .NET 10 (part of the runtime).
# Source: https://learn.microsoft.com/dotnet/api/system.drawing.colortranslator.fromhtml;
#   https://docs.github.com/en/issues/using-labels-and-milestones-to-track-work/managing-labels (the default labels).
# Who meets it: a service that turns a label's colour into red, green and blue for a preview.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Drawing;

string[] defaults =
[
    "d73a4a", "0075ca", "cfd3d7", "a2eeef", "7057ff", "008672", "e4e669", "d876e3", "ffffff",
];
foreach (var colour in defaults)
    Console.WriteLine($"{colour}: without # {Read(colour)}, with # {Read("#" + colour)}");

static string Read(string text)
{
    try
    {
        var colour = ColorTranslator.FromHtml(text);
        return $"({colour.R},{colour.G},{colour.B}) alpha {colour.A}";
    }
    catch (ArgumentException)
    {
        return "refused";
    }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
d73a4a: without # refused, with # (215,58,74) alpha 255
0075ca: without # refused, with # (0,117,202) alpha 255
cfd3d7: without # refused, with # (207,211,215) alpha 255
a2eeef: without # refused, with # (162,238,239) alpha 255
7057ff: without # refused, with # (112,87,255) alpha 255
008672: without # (0,33,224) alpha 0, with # (0,134,114) alpha 255
e4e669: without # refused, with # (228,230,105) alpha 255
d876e3: without # refused, with # (216,118,227) alpha 255
ffffff: without # refused, with # (255,255,255) alpha 255
STATED
echo ".NET $(dotnet --list-runtimes | awk '/NETCore.App 10/ {print $2}' | tail -n 1)"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
