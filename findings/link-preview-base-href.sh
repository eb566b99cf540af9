#!/usr/bin/env bash
# Guess: link preview libraries resolve a relative icon or picture as a browser does, against the page's <base href>.
# What happens: none of the four looks at <base>. unfurl.js and link-preview-js resolve against the page's own address and
#   name a file that does not exist; open-graph-scraper and html-metadata-parser hand out "icon.png" as it stands.
# Version: open-graph-scraper 6.12.0, unfurl.js 6.4.0, link-preview-js 4.0.4, html-metadata-parser 2.0.4 (npm).
# Source: https://html.spec.whatwg.org/multipage/semantics.html#the-base-element.
# Who meets it: single-page tools behind a path (Angular's <base href="/tracker/">): cards without a picture, and 404s in
#   the tool's log.
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

const html = `<!doctype html><html><head><title>Issue 3</title><base href="/tracker/">
<link rel="icon" href="icon.png"><meta property="og:image" content="card.png"></head><body></body></html>`;
const headers = { "content-type": "text/html; charset=utf-8" };
const server = http.createServer((req, res) => res.writeHead(200, headers).end(html));
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const url = `${origin}/tracker/issues/3`;
const show = (name, icon, picture) => console.log(`${name}: ${icon ?? "-"}, ${picture}`.replaceAll(origin, ""));

show("a browser", new URL("icon.png", `${origin}/tracker/`), new URL("card.png", `${origin}/tracker/`));
const page = await unfurl(url);
show("unfurl.js", page.favicon, page.open_graph.images[0].url);
const preview = await getPreviewFromContent({ url, headers, data: html, status: 200 });
show("link-preview-js", preview.favicons[0], preview.images[0]);
const { result } = await scrape({ html });
show("open-graph-scraper", result.favicon, result.ogImage[0].url);
const { og } = await metadata.parser(url);
show("html-metadata-parser", undefined, og.image);
server.close();
process.exit();
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
a browser: /tracker/icon.png, /tracker/card.png
unfurl.js: /tracker/issues/icon.png, /tracker/issues/card.png
link-preview-js: /tracker/issues/icon.png, /tracker/issues/card.png
open-graph-scraper: icon.png, card.png
html-metadata-parser: -, card.png
STATED
echo open-graph-scraper@6.12.0 unfurl.js@6.4.0 link-preview-js@4.0.4 html-metadata-parser@2.0.4
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
