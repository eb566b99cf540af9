#!/usr/bin/env bash
# Guess: TemplateOptions.MaxSteps bounds one rendering; a context that holds the values of a request renders many templates.
# What happens: the steps of all renderings of a context are added up. A template of three parts that is far below a limit of 100
#   fails at its 34th rendering, and the error speaks of recursion and of a cyclic include, of which there is neither.
# Version: Fluid.Core 2.41.1 (NuGet).
# Source: https://github.com/sebastienros/fluid#limiting-execution ("limit the number of steps a template can execute").
# Who meets it: programs that keep a context per request or per user, and set a limit against loops.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/try.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Fluid.Core" Version="[2.41.1]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Fluid;

new FluidParser().TryParse("#{{ number }}.", out var template, out _);
var context = new TemplateContext(new TemplateOptions { MaxSteps = 100 });
context.SetValue("number", 12);
for (var i = 1; i <= 100; i++)
{
    try
    {
        template!.Render(context);
    }
    catch (InvalidOperationException exception)
    {
        Console.WriteLine($"rendering {i}: {exception.Message}");
        break;
    }
}
CS
seen=$(cd "$dir" && dotnet run --verbosity quiet)
echo "$seen"
[ "$seen" = "rendering 34: The maximum level of recursion has been reached. Your script must have a cyclic include statement." ]
