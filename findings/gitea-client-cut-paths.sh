#!/usr/bin/env bash
# Guess: a client made from Gitea's API description encodes a file's path and a branch's name, as it encodes a query.
# What happens: gitea-js puts them into the URL as they are. Of docs/C#/guide.md at branch main the server hears docs/C,
#   without the branch, and answers with that folder if there is one; of branch fix/#12 it hears fix/. A file named
#   why?.md is asked for as why. Queries are encoded.
# Version: gitea-js 1.23.0 (npm).
# Source: https://docs.gitea.com/api/1.23/ (repoGetContents, repoGetBranch); https://www.rfc-editor.org/rfc/rfc3986#section-3.
# Who meets it: teams with folders named C#, or branches named after an issue: the preview is of something else.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" gitea-js@1.23.0
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import { giteaApi } from "gitea-js";

let heard;
const server = http.createServer((req, res) => {
  heard = req.url;
  res.writeHead(200, { "content-type": "application/json" }).end("{}");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const gitea = giteaApi(`http://127.0.0.1:${server.address().port}`, { token: "made-up" });

async function show(name, call) {
  await call();
  console.log(`${name} => ${heard.replace("/api/v1/repos/acme/app", "")}`);
}
const file = (path) => () => gitea.repos.repoGetContents("acme", "app", path, { ref: "main" });
await show("file docs/Go/guide.md at main", file("docs/Go/guide.md"));
await show("file docs/C#/guide.md at main", file("docs/C#/guide.md"));
await show("file why?.md at main", file("why?.md"));
await show("branch fix/#12", () => gitea.repos.repoGetBranch("acme", "app", "fix/#12"));
await show("issues with label C#", () => gitea.repos.issueListIssues("acme", "app", { labels: "C#" }));
server.close();
process.exit();
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
file docs/Go/guide.md at main => /contents/docs/Go/guide.md?ref=main
file docs/C#/guide.md at main => /contents/docs/C
file why?.md at main => /contents/why?.md?ref=main
branch fix/#12 => /branches/fix/
issues with label C# => /issues?labels=C%23
STATED
echo gitea-js@1.23.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
