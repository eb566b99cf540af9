#!/usr/bin/env bash
# Guess: the octokit package reads several things by GraphQL side by side, as it does by GET.
# What happens: its throttling counts every POST as a write. GraphQL queries go one at a time and one a second,
#   though they only read: five cards started together take four seconds, fifty take forty-nine.
# Version: octokit 5.0.5 with @octokit/plugin-throttling 11.0.5 (npm). The README does not say it.
# Source: https://github.com/octokit/plugin-throttling.js/pull/380 (an option for it was turned down).
# Who meets it: a service that fills several previews of one page at once through octokit.graphql.
set -euo pipefail

version=5.0.5
throttling=11.0.5
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" "octokit@$version" "@octokit/plugin-throttling@$throttling"
cat > "$dir/finding.mjs" <<'JS'
import { Octokit } from "octokit";

// Every answer comes at once: what takes time is the client's own queue.
const headers = { "content-type": "application/json; charset=utf-8" };
const fetch = async () => new Response('{"data":{"viewer":{"login":"ada"}}}', { status: 200, headers });
const octokit = new Octokit({ auth: "token", request: { fetch } });

async function time(call) {
  const start = performance.now();
  await Promise.all(Array.from({ length: 5 }, call));
  return performance.now() - start < 4000 ? "less than 4 s" : "4 s or more";
}
console.log(`5 × GET /user at once: ${await time(() => octokit.request("GET /user"))}`);
console.log(`5 × { viewer { login } } at once: ${await time(() => octokit.graphql("{ viewer { login } }"))}`);
JS
node "$dir/finding.mjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
5 × GET /user at once: less than 4 s
5 × { viewer { login } } at once: 4 s or more
STATED
echo "octokit $version, @octokit/plugin-throttling $throttling"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
