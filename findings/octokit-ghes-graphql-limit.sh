#!/usr/bin/env bash
# Guess: the octokit package notices GraphQL's rate limit (HTTP 200 with an error of type RATE_LIMITED) on every host.
# What happens: it looks for requests whose path begins with /graphql. On GitHub Enterprise Server the path is
#   /api/graphql, so onRateLimit is not called there, nothing waits, and the next query goes out at once.
# Version: octokit 5.0.5 with @octokit/plugin-throttling 11.0.5 (npm).
# Source: https://docs.github.com/en/enterprise-server@3.17/graphql/guides/forming-calls-with-graphql (the endpoint);
#   `pathname.startsWith("/graphql")` in the package's dist-bundle/index.js.
# Who meets it: a company whose GitHub Enterprise Server has rate limits switched on.
set -euo pipefail

version=5.0.5
throttling=11.0.5
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" "octokit@$version" "@octokit/plugin-throttling@$throttling"
cat > "$dir/finding.mjs" <<'JS'
import { Octokit } from "octokit";

for (const baseUrl of ["https://api.github.com", "https://github.acme.com/api/v3"]) {
  let path;
  let noticed = false;
  const fetch = async (url) => {
    path = new URL(url).pathname;
    return new Response('{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}', {
      status: 200,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 600),
      },
    });
  };
  const octokit = new Octokit({
    auth: "token",
    baseUrl,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    throttle: { onRateLimit: () => void (noticed = true), onSecondaryRateLimit: () => {} },
    request: { fetch },
  });
  const error = await octokit.graphql("{ viewer { login } }").catch((e) => e);
  console.log(`${path}: onRateLimit called: ${noticed}; error: ${error.name}`);
}
JS
node "$dir/finding.mjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
/graphql: onRateLimit called: true; error: Error
/api/graphql: onRateLimit called: false; error: GraphqlResponseError
STATED
echo "octokit $version, @octokit/plugin-throttling $throttling"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
