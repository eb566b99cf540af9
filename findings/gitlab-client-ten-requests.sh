#!/usr/bin/env bash
# Guess: a GitLab client that is told 429 with Retry-After waits that long, or gives up.
# What happens: @gitbeaker/rest asks ten times within a third of a second and never looks at Retry-After: its waits double
#   from a quarter of a *milli*second. A 502 is asked again in the same way, also after a POST, which GitLab may have
#   carried out each time.
# Version: @gitbeaker/rest 43.8.0 (npm).
# Source: https://github.com/jdalrymple/gitbeaker/issues/3805 (closed, yet so in 43.8.0);
#   https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/ (Retry-After).
# Who meets it: a service at its limit multiplies its requests by ten; a comment may stand there ten times.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" @gitbeaker/rest@43.8.0
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import { Gitlab } from "@gitbeaker/rest";

let status;
let times = [];
const server = http.createServer((req, res) => {
  times.push(performance.now());
  res.writeHead(status, { "content-type": "application/json", "retry-after": "60" }).end('{"message":"Retry later"}');
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const gitlab = new Gitlab({ host: `http://127.0.0.1:${server.address().port}`, token: "made-up" });

async function show(name, answer, call) {
  status = answer;
  times = [];
  const error = await call().catch((error) => error);
  const took = times.at(-1) - times[0] < 2000 ? "less than 2 s" : "2 s or more";
  console.log(`${name}, ${answer}, Retry-After 60: ${times.length} requests in ${took}, then ${error.name}`);
}
await show("GET", 429, () => gitlab.Issues.show(3, { projectId: "acme/app" }));
await show("POST", 429, () => gitlab.IssueNotes.create("acme/app", 3, "Done."));
await show("POST", 502, () => gitlab.IssueNotes.create("acme/app", 3, "Done."));
await show("GET", 503, () => gitlab.Issues.show(3, { projectId: "acme/app" }));
server.close();
process.exit();
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
GET, 429, Retry-After 60: 10 requests in less than 2 s, then GitbeakerRetryError
POST, 429, Retry-After 60: 10 requests in less than 2 s, then GitbeakerRetryError
POST, 502, Retry-After 60: 10 requests in less than 2 s, then GitbeakerRetryError
GET, 503, Retry-After 60: 1 requests in less than 2 s, then GitbeakerRequestError
STATED
echo @gitbeaker/rest@43.8.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
