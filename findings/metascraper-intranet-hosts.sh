#!/usr/bin/env bash
# Guess: a library that takes a page's HTML and its address takes any address that a browser takes.
# What happens: metascraper wants a host whose last label is a public one. It reads http://localhost:8080 and https://10.1.2.3, and
#   refuses https://wiki.corp, https://wiki and https://wiki.acme.internal, although the HTML is there and nothing is fetched.
#   home.arpa is public to it.
# Version: metascraper 5.49.24, metascraper-title 5.49.24 (npm).
# Source: https://github.com/microlinkhq/metascraper and RFC 6762 appendix G, RFC 8375 for names that companies use inside.
# Who meets it: whoever wants to preview pages of a company's own network.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" metascraper@5.49.24 metascraper-title@5.49.24
cat > "$dir/finding.mjs" <<'JS'
import metascraper from "metascraper";
import title from "metascraper-title";

const read = metascraper([title()]);
const html = "<!doctype html><title>Pumps</title>";
const hosts = ["https://wiki.acme.com", "http://localhost:8080", "https://10.1.2.3", "https://wiki.home.arpa",
  "https://wiki.corp", "https://wiki", "https://wiki.acme.internal"];
for (const host of hosts) {
  const read1 = read({ html, url: `${host}/pumps` });
  console.log(`${host}: ${await read1.then((page) => page.title, (error) => error.code)}`);
}
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
https://wiki.acme.com: Pumps
http://localhost:8080: Pumps
https://10.1.2.3: Pumps
https://wiki.home.arpa: Pumps
https://wiki.corp: INVALID_URL
https://wiki: INVALID_URL
https://wiki.acme.internal: INVALID_URL
STATED
echo metascraper@5.49.24
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
