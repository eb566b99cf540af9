#!/usr/bin/env bash
# Guess: Octokit.NET's GitHubClient uses the API address that it is given.
# What happens: for every host but github.com it puts /api/v3/ in place of the path. That is right for GitHub Enterprise
#   Server, wrong for GitHub with data residency (the API is https://api.SUBDOMAIN.ghe.com, without a path) and for a
#   gateway with a path of its own. The sign-in page is looked for at the same host, for data residency at the API's
#   host and not at SUBDOMAIN.ghe.com. A Connection, made directly, keeps the address.
# Version: Octokit 14.0.0 (NuGet).
# Source: https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency.
# Who meets it: companies whose GitHub is at ghe.com: each call is 404, though the address in the settings is right.
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

var product = new ProductHeaderValue("finding");
foreach (var given in new[] { "https://api.github.com/", "https://github.acme.com/", "https://api.acme.ghe.com/", "https://gateway.acme.com/github/" })
{
    var client = new GitHubClient(product, new Uri(given));
    Console.WriteLine($"{given}");
    Console.WriteLine($"  GitHubClient {client.BaseAddress}, Connection {new Connection(product, new Uri(given)).BaseAddress}");
    Console.WriteLine($"  sign-in {client.Oauth.GetGitHubLoginUrl(new OauthLoginRequest("id")).GetLeftPart(UriPartial.Path)}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
https://api.github.com/
  GitHubClient https://api.github.com/, Connection https://api.github.com/
  sign-in https://github.com/login/oauth/authorize
https://github.acme.com/
  GitHubClient https://github.acme.com/api/v3/, Connection https://github.acme.com/
  sign-in https://github.acme.com/login/oauth/authorize
https://api.acme.ghe.com/
  GitHubClient https://api.acme.ghe.com/api/v3/, Connection https://api.acme.ghe.com/
  sign-in https://api.acme.ghe.com/login/oauth/authorize
https://gateway.acme.com/github/
  GitHubClient https://gateway.acme.com/api/v3/, Connection https://gateway.acme.com/github/
  sign-in https://gateway.acme.com/login/oauth/authorize
STATED
echo Octokit 14.0.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
