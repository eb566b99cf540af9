#!/usr/bin/env bash
# Guess: IssueUpdate sends what was set, as Octokit.NET's other updates do: a new title changes the title.
# What happens: "milestone": null is sent with each update that does not name a milestone, and GitHub takes the milestone
#   away. PullRequestUpdate, MilestoneUpdate and RepositoryUpdate leave out what was not set. Issue.ToUpdate() keeps it.
# Version: Octokit 14.0.0 (NuGet). The XML documentation of Milestone does not say it.
# Source: https://docs.github.com/en/rest/issues/issues#update-an-issue (null removes the current milestone).
# Who meets it: a service that closes or renames issues for its users: they vanish from the release's list.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Octokit" Version="[14.0.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Octokit;
using Octokit.Internal;

var serializer = new SimpleJsonSerializer();
object[] updates =
[
    new IssueUpdate { Title = "New title" },
    new PullRequestUpdate { Title = "New title" },
    new MilestoneUpdate { Title = "New title" },
    new RepositoryUpdate { Description = "New title" },
    new ReleaseUpdate { Name = "New title" },
];
foreach (var update in updates)
    Console.WriteLine($"{update.GetType().Name}: {serializer.Serialize(update)}");
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
IssueUpdate: {"title":"New title","milestone":null}
PullRequestUpdate: {"title":"New title"}
MilestoneUpdate: {"title":"New title"}
RepositoryUpdate: {"description":"New title"}
ReleaseUpdate: {"name":"New title"}
STATED
echo Octokit 14.0.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
