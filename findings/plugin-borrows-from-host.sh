#!/usr/bin/env bash
# Guess: a loader of plugins that shares one named type with them shares nothing else; a plugin whose folder lacks a package fails.
# What happens: what the plugin's folder lacks comes from the host, whatever its version: the plugin was built against
#   Markdig 0.45.0, runs with the host's 1.6.0, and fails where the two differ, far from the cause.
# Version: McMaster.NETCore.Plugins 2.0.0 on .NET 10.
# Source: https://github.com/natemcmaster/DotNetCorePlugins/blob/main/docs/what-are-shared-types.md names the shared types only;
#   a load context that finds nothing leaves the request to the default one.
# Who meets it: a host that updates one of its own packages breaks plugins that never named it.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/plugin" "$dir/host"

cat > "$dir/plugin/plugin.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableDynamicLoading>true</EnableDynamicLoading></PropertyGroup>
  <ItemGroup><PackageReference Include="Markdig" Version="[0.45.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/plugin/Plugin.cs" <<'CS'
public class Plugin : System.IFormattable
{
    public string ToString(string? format, System.IFormatProvider? provider) =>
        typeof(Markdig.Markdown).Assembly.GetName().Version!.ToString(3);
}
CS
cat > "$dir/host/host.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="McMaster.NETCore.Plugins" Version="[2.0.0]" />
    <PackageReference Include="Markdig" Version="[1.6.0]" />
  </ItemGroup>
</Project>
XML
cat > "$dir/host/Program.cs" <<'CS'
using McMaster.NETCore.Plugins;

using var loader = PluginLoader.CreateFromAssemblyFile(args[0], sharedTypes: [typeof(IFormattable)]);
var plugin = (IFormattable)Activator.CreateInstance(loader.LoadDefaultAssembly().GetType("Plugin")!)!;
Console.WriteLine($"the plugin runs with Markdig {plugin.ToString(null, null)}");
CS
for project in plugin host; do
  dotnet build "$dir/$project" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
    { cat "$dir/build"; exit 1; }
done
run() { dotnet "$dir/host/bin/Debug/net10.0/host.dll" "$dir/plugin/bin/Debug/net10.0/plugin.dll"; }
{
  echo "with its package: $(run)"
  rm "$dir/plugin/bin/Debug/net10.0/Markdig.dll"
  echo "without it: $(run)"
} > "$dir/seen"

cat > "$dir/stated" <<'STATED'
with its package: the plugin runs with Markdig 0.45.0
without it: the plugin runs with Markdig 1.6.0
STATED
echo McMaster.NETCore.Plugins 2.0.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
