#!/usr/bin/env bash
# Guess: a page with two og:title or two og:image tags gives the first title, and each picture its own width.
# What happens: the Open Graph protocol prefers the first of several tags, and a width belongs to the picture above it.
#   open-graph-scraper takes the last title, drops all tags but the last of article:tag, and puts the second picture's
#   width on the first one, which has none. html-metadata-parser takes the last title and the last picture; unfurl.js and
#   link-preview-js the first of both.
# Version: open-graph-scraper 6.12.0, unfurl.js 6.4.0, link-preview-js 4.0.4, html-metadata-parser 2.0.4 (npm).
# Source: https://ogp.me/#array and https://ogp.me/#structured.
# Who meets it: people whose site generator adds its own og:title after the page's: two services show two cards for a link.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" open-graph-scraper@6.12.0 unfurl.js@6.4.0 link-preview-js@4.0.4 html-metadata-parser@2.0.4
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import metadata from "html-metadata-parser";
import { getPreviewFromContent } from "link-preview-js";
import scrape from "open-graph-scraper";
import { unfurl } from "unfurl.js";

const html = `<!doctype html><html><head>
<meta property="og:title" content="First"><meta property="og:title" content="Second">
<meta property="article:tag" content="one"><meta property="article:tag" content="two">
<meta property="og:image" content="https://acme.com/a.png">
<meta property="og:image" content="https://acme.com/b.png"><meta property="og:image:width" content="600">
</head><body></body></html>`;
const headers = { "content-type": "text/html; charset=utf-8" };
const server = http.createServer((req, res) => res.writeHead(200, headers).end(html));
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${server.address().port}/`;
const show = (name, value) => console.log(`${name}: ${JSON.stringify(value)}`);
const pictures = (images) => images.map((image) => [image.url, Number(image.width ?? 0)]);

const { result } = await scrape({ html });
show("open-graph-scraper", [result.ogTitle, result.articleTag, ...pictures(result.ogImage)]);
const { open_graph } = await unfurl(url);
show("unfurl.js", [open_graph.title, ...pictures(open_graph.images)]);
const preview = await getPreviewFromContent({ url, headers, data: html, status: 200 });
show("link-preview-js", [preview.title, ...preview.images]);
const { og } = await metadata.parser(url);
show("html-metadata-parser", [og.title, og.image]);
server.close();
process.exit();
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
open-graph-scraper: ["Second","two",["https://acme.com/a.png",600],["https://acme.com/b.png",0]]
unfurl.js: ["First",["https://acme.com/a.png",0],["https://acme.com/b.png",600]]
link-preview-js: ["First","https://acme.com/a.png","https://acme.com/b.png"]
html-metadata-parser: ["Second","https://acme.com/b.png"]
STATED
echo open-graph-scraper@6.12.0 unfurl.js@6.4.0 link-preview-js@4.0.4 html-metadata-parser@2.0.4
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
