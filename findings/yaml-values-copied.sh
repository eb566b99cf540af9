#!/usr/bin/env bash
# Guess: the keys and the values of a YAML mapping are collections like any other: they can be appended to something.
# What happens: they can be listed, but their CopyTo runs to the end of the array instead of their own. It throws if the
#   array has room left, and so does LINQ's Concat(…).ToArray().
# Version: YamlDotNet 18.1.0.
# Source: https://learn.microsoft.com/dotnet/api/system.collections.generic.icollection-1.copyto
# Who meets it: the author of a program that reads settings or recipes in YAML and joins two mappings.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using YamlDotNet.RepresentationModel;

var yaml = new YamlStream();
yaml.Load(new StringReader("a: 1\nb: 2\nc: 3"));
var mapping = ((YamlMappingNode)yaml.Documents[0].RootNode).Children;
(string What, Func<int> Count)[] ways =
[
    ("values.ToList()", () => mapping.Values.ToList().Count),
    ("keys.Concat(keys).ToArray()", () => mapping.Keys.Concat(mapping.Keys).ToArray().Length),
    ("values.Concat(values).ToArray()", () => mapping.Values.Concat(mapping.Values).ToArray().Length),
    ("values.CopyTo(new YamlNode[3], 0)", () => Copied(new YamlNode[3], 0)),
    ("values.CopyTo(new YamlNode[5], 1)", () => Copied(new YamlNode[5], 1)),
];
foreach (var (what, count) in ways)
{
    try
    {
        Console.WriteLine($"{what}: {count()}");
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{what}: {exception.GetType().Name}");
    }
}

int Copied(YamlNode[] array, int index)
{
    mapping.Values.CopyTo(array, index);
    return array.Count(node => node is not null);
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
values.ToList(): 3
keys.Concat(keys).ToArray(): ArgumentOutOfRangeException
values.Concat(values).ToArray(): ArgumentOutOfRangeException
values.CopyTo(new YamlNode[3], 0): 3
values.CopyTo(new YamlNode[5], 1): ArgumentOutOfRangeException
STATED
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
