#!/usr/bin/env bash
# Guess: HTTPS_PROXY and NO_PROXY mean in .NET what they mean to curl, Go and Python.
# What happens: a proxy whose scheme is not known, such as curl's socks5h, is ignored without a word, and calls go out
#   directly. In NO_PROXY "acme.com" leaves out git.acme.com, and ranges of addresses, ports and "*" have no effect.
#   Calls to localhost go through the proxy, other than in Go.
# Version: System.Net.Http of .NET 10 (part of the runtime).
# Source: https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.defaultproxy;
#   https://curl.se/docs/manpage.html (ENVIRONMENT); https://pkg.go.dev/golang.org/x/net/http/httpproxy
# Who meets it: an operator who sets the variables that other programs of the company have.
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
foreach (var url in args)
    Console.WriteLine($"{url}: {(HttpClient.DefaultProxy.IsBypassed(new Uri(url)) ? "direct" : "proxy")}");
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }

ask() { env -u https_proxy -u all_proxy -u ALL_PROXY -u no_proxy "${@:1:2}" dotnet "$dir/bin/Debug/net10.0/finding.dll" "${@:3}"; }

{
  for scheme in http socks5 socks5h; do
    echo "$scheme"
    ask "HTTPS_PROXY=$scheme://proxy.acme.com:3128" NO_PROXY= https://api.github.com
  done
  echo 'NO_PROXY'
  ask HTTPS_PROXY=http://proxy.acme.com:3128 'NO_PROXY=acme.com,.corp.com,10.0.0.0/8,*.star.com,port.com:8443,*' \
    https://acme.com https://git.acme.com https://corp.com https://git.corp.com https://10.1.2.3 \
    https://git.star.com https://port.com:8443 https://api.github.com https://localhost
} > "$dir/seen"

cat > "$dir/stated" <<'STATED'
http
https://api.github.com: proxy
socks5
https://api.github.com: proxy
socks5h
https://api.github.com: direct
NO_PROXY
https://acme.com: direct
https://git.acme.com: proxy
https://corp.com: direct
https://git.corp.com: direct
https://10.1.2.3: proxy
https://git.star.com: proxy
https://port.com:8443: proxy
https://api.github.com: proxy
https://localhost: proxy
STATED
echo ".NET $(dotnet --list-runtimes | awk '/NETCore.App 10/ {print $2}' | tail -n 1)"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
