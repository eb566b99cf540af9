#!/usr/bin/env bash
# Guess: a cache that makes requests conditional sends an address only the entity tags that this address gave.
# What happens: after a redirect, the answer of the address that it led to is kept under the address that was asked, and its tag is
#   sent to both from then on. When the first address has something of its own again, with a tag that happens to be the same (a
#   number of a version, say), it answers 304, and the caller gets the other one's content as its own.
# Version: Octokit 14.0.0 on .NET 10.
# Source: RFC 9110, section 8.8.3: an entity tag tells apart representations of the same resource, not of different ones.
# Who meets it: what reads a repository that was renamed, and whose old name somebody takes again; caches on top of other APIs.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/try.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Octokit" Version="[14.0.0]" /></ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Net;
using System.Text;
using Octokit;
using Octokit.Caching;
using Octokit.Internal;

var port = 20000 + Random.Shared.Next(20000);
var root = new Uri($"http://127.0.0.1:{port}/");
using var server = new HttpListener { Prefixes = { root.ToString() } };
server.Start();
var isMoved = true;
_ = Task.Run(async () =>
{
    while (true)
    {
        var context = await server.GetContextAsync();
        var (path, sent) = (context.Request.RawUrl, context.Request.Headers["If-None-Match"]);
        Console.WriteLine($"  {path} was sent {sent ?? "no tag"}");
        var response = context.Response;
        response.Headers["ETag"] = "\"7\"";
        if (path == "/old" && isMoved)
            (response.StatusCode, response.Headers["Location"]) = (301, new Uri(root, "new").ToString());
        else if (sent == "\"7\"")
            response.StatusCode = 304;
        else
        {
            response.ContentType = "application/json";
            response.OutputStream.Write(Encoding.UTF8.GetBytes($"\"the content of {path}\""));
        }
        response.Close();
    }
});

var connection = new Connection(
    new ProductHeaderValue("try"),
    new CachingHttpClient(new HttpClientAdapter(() => new HttpClientHandler { AllowAutoRedirect = false }), new Kept())
);
foreach (var moved in new[] { true, false })
{
    isMoved = moved;
    Console.WriteLine(moved ? "/old leads to /new:" : "/old has content of its own:");
    var answer = await connection.Get<string>(new Uri(root, "old"), null);
    Console.WriteLine($"  the caller of /old gets {answer.Body}");
}

class Kept : IResponseCache
{
    private readonly Dictionary<Uri, CachedResponse.V1> _entries = [];

    public Task<CachedResponse.V1> GetAsync(IRequest request) =>
        Task.FromResult(_entries.GetValueOrDefault(request.Endpoint)!);

    public Task SetAsync(IRequest request, CachedResponse.V1 response)
    {
        _entries[request.Endpoint] = response;
        return Task.CompletedTask;
    }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" || { cat "$dir/build"; exit 1; }
timeout 60 dotnet "$dir/bin/Debug/net10.0/try.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
/old leads to /new:
  /old was sent no tag
  /new was sent no tag
  the caller of /old gets the content of /new
/old has content of its own:
  /old was sent "7"
  the caller of /old gets the content of /new
STATED
echo Octokit 14.0.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
