#!/usr/bin/env bash
# Guess: SocketsHttpHandler.ConnectCallback gets the request that a connection is for, so a guard of outgoing calls can look up in
#   it which host is meant, also when it connects to a proxy.
# What happens: for http it is the caller's request. For https it is a CONNECT of the handler's own whose address is the proxy's:
#   the host that is meant stands in its Host header alone. A guard that judges the request's address judges the proxy, and one
#   that compares it with the end point sees no proxy at all.
# Version: .NET 10.0 (System.Net.Http). Source: the callback itself; nothing is reached.
# Who meets it: services that judge addresses when they connect, and whose operators set HTTPS_PROXY.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Net;

await AskAsync("http through a proxy", "http://tracker.example/items/1", "http://127.0.0.1:9");
await AskAsync("https through a proxy", "https://tracker.example/items/1", "http://127.0.0.1:9");
await AskAsync("https without a proxy", "https://tracker.example/items/1", null);

static async Task AskAsync(string name, string url, string? proxy)
{
    using var handler = new SocketsHttpHandler
    {
        UseProxy = proxy is not null,
        Proxy = proxy is null ? null : new WebProxy(proxy),
        ConnectCallback = (context, _) =>
        {
            var request = context.InitialRequestMessage;
            Console.WriteLine(
                $"{name}: {request.Method} {request.RequestUri}, Host {request.Headers.Host ?? "not set"}, connects to {context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}"
            );
            // Nothing has to be reached to see it.
            throw new IOException("seen");
        },
    };
    using var client = new HttpClient(handler);
    try
    {
        await client.GetAsync(url);
    }
    catch (HttpRequestException) { }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
dotnet "$dir/bin/Debug/net10.0/finding.dll" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
http through a proxy: GET http://tracker.example/items/1, Host not set, connects to 127.0.0.1:9
https through a proxy: CONNECT http://127.0.0.1:9/, Host tracker.example:443, connects to 127.0.0.1:9
https without a proxy: GET https://tracker.example/items/1, Host not set, connects to tracker.example:443
STATED
echo ".NET $(dotnet --version)"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
