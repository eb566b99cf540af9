#!/usr/bin/env bash
# Guess: Fluid renders a Liquid template as Liquid itself does.
# What happens: capitalize leaves the rest of the word alone, so GitHub's MERGED stays MERGED (Liquid: Merged); split
#   drops empty pieces in the middle, so later columns move; a text of seconds has no date; halves round to the even
#   number; divided_by cuts 7.0 / 2; strip_html leaves what a script says. No error in any of them.
# Version: Fluid.Core 2.41.1 (NuGet); the reference is Debian's ruby-liquid 5.4.0.
# Source: https://shopify.github.io/liquid/filters/capitalize/ and its neighbours.
# Who meets it: authors of templates and recipes who try them on a Liquid playground first.
set -euo pipefail

version=2.41.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/templates" <<'LIQUID'
{{ 'MERGED' | capitalize }}
{{ 'one,,three' | split: ',' | join: '|' }}
{{ '1767323045' | date: '%Y-%m-%d' }}
{{ 2.5 | round }}, {{ 3.5 | round }}
{{ 7.0 | divided_by: 2 }}
{{ '<p>a</p><script>b</script>' | strip_html }}
{{ 'one two three' | truncate: 7 }}
LIQUID

ruby -e 'require "liquid"' 2> "$dir/ruby" || { apt-get -qq update && apt-get install -y -qq ruby ruby-liquid; } > "$dir/apt"
cat > "$dir/finding.rb" <<'RB'
require "liquid"
File.foreach("#{__dir__}/templates", chomp: true) { |text| puts Liquid::Template.parse(text).render }
RB
TZ=UTC ruby "$dir/finding.rb" > "$dir/liquid"

cat > "$dir/finding.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Fluid.Core" Version="[$version]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Fluid;

var parser = new FluidParser();
foreach (var text in File.ReadLines("templates"))
    Console.WriteLine(await parser.Parse(text).RenderAsync(new TemplateContext()));
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && TZ=UTC dotnet bin/Debug/net10.0/finding.dll) > "$dir/fluid"
paste -d '~' "$dir/templates" "$dir/liquid" "$dir/fluid" | sed 's/~/ => Liquid: /; s/~/, Fluid: /' > "$dir/seen"

cat > "$dir/stated" <<'STATED'
{{ 'MERGED' | capitalize }} => Liquid: Merged, Fluid: MERGED
{{ 'one,,three' | split: ',' | join: '|' }} => Liquid: one||three, Fluid: one|three
{{ '1767323045' | date: '%Y-%m-%d' }} => Liquid: 2026-01-02, Fluid: 
{{ 2.5 | round }}, {{ 3.5 | round }} => Liquid: 3, 4, Fluid: 2, 4
{{ 7.0 | divided_by: 2 }} => Liquid: 3.5, Fluid: 3
{{ '<p>a</p><script>b</script>' | strip_html }} => Liquid: a, Fluid: ab
{{ 'one two three' | truncate: 7 }} => Liquid: one ..., Fluid: one ...
STATED
echo "Fluid.Core $version, Liquid $(ruby -e 'require "liquid"; print Liquid::VERSION')"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
