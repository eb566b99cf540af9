#!/usr/bin/env bash
# Guess: unfurl.js reads the two types of page that its own error names, text/html and application/xhtml+xml, in any case.
# What happens: it refuses application/xhtml+xml with "application/xhtml+xml was expected" (the + is one of a regular expression),
#   and Text/HTML too. After a redirect it resolves relative addresses against the address that was asked for.
# Version: unfurl.js 6.4.0 (npm).
# Source: RFC 9110 §8.3.1 (media types are compared without case), RFC 9110 §10.2.2 and the HTML standard's document base URL.
# Who meets it: previews of pages of tools that send XHTML, such as gitweb, and pictures of pages that have moved.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" unfurl.js@6.4.0
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import { unfurl } from "unfurl.js";

const html = `<!doctype html><html><head><title>Pumps</title><meta property="og:image" content="pump.png"></head></html>`;
let type;
const server = http.createServer((req, res) =>
  req.url === "/old"
    ? res.writeHead(302, { location: "/new/pumps" }).end()
    : res.writeHead(200, { "content-type": type }).end(html),
);
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const site = `http://127.0.0.1:${server.address().port}`;
for (type of ["application/xhtml+xml; charset=utf-8", "Text/HTML; charset=utf-8", "text/html; charset=utf-8"])
  console.log(`${type}: ${await unfurl(`${site}/new/pumps`).then((page) => page.title, (error) => error.message)}`);
for (const path of ["/new/pumps", "/old"]) {
  const page = await unfurl(site + path);
  console.log(`${path}: ${page.open_graph.images[0].url.replace(site, "")}`);
}
server.close();
process.exit();
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
application/xhtml+xml; charset=utf-8: Wrong content type header - "text/html" or "application/xhtml+xml" was expected
Text/HTML; charset=utf-8: Wrong content type header - "text/html" or "application/xhtml+xml" was expected
text/html; charset=utf-8: Pumps
/new/pumps: /new/pump.png
/old: /pump.png
STATED
echo unfurl.js@6.4.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
