#!/usr/bin/env bash
# Guess: Octokit.NET encodes the words of a search, so "C# crash" with Repos = acme/app searches that repository.
# What happens: the search words are put into the URL almost as they are. "#" ends the URL there: GitHub receives
#   q=C, without the other words, the state and the repository. A label named "C#" cuts off what follows; "&" ends q.
#   GitHub answers 200 with other people's issues, and nothing fails.
# Version: Octokit 14.0.0 (NuGet). Source: https://github.com/octokit/octokit.net/issues/3069 (the same with ";").
# Who meets it: a service that looks up issues by text or by label and shows the first hit.
set -euo pipefail

version=14.0.0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Octokit" Version="[$version]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Net;
using System.Net.Sockets;
using System.Text;
using Octokit;

var free = new TcpListener(IPAddress.Loopback, 0);
free.Start();
var origin = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
free.Stop();
var server = new HttpListener { Prefixes = { origin } };
server.Start();
var client = new GitHubClient(new ProductHeaderValue("finding"), new Uri(origin));

await Show("text: crash", new SearchIssuesRequest("crash"));
await Show("text: C# crash", new SearchIssuesRequest("C# crash"));
await Show("text: ping & pong", new SearchIssuesRequest("ping & pong"));
await Show("label: C#", new SearchIssuesRequest("crash") { Labels = ["C#"] });

async Task Show(string name, SearchIssuesRequest request)
{
    request.State = ItemState.Open;
    request.Repos = new RepositoryCollection { "acme/app" };
    var search = client.Search.SearchIssues(request);
    var context = await server.GetContextAsync();
    context.Response.ContentType = "application/json; charset=utf-8";
    context.Response.OutputStream.Write(Encoding.UTF8.GetBytes("""{"total_count":0,"items":[]}"""));
    context.Response.Close();
    await search;
    Console.WriteLine($"{name} => q={context.Request.QueryString["q"]}");
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
text: crash => q=crash state:open repo:acme/app
text: C# crash => q=C
text: ping & pong => q=ping 
label: C# => q=crash state:open label:C
STATED
echo "Octokit $version"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
