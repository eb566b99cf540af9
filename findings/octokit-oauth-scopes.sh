#!/usr/bin/env bash
# Guess: GitHub's own OAuth library splits GitHub's own answer: scope "repo,gist" becomes the scopes repo and gist.
# What happens: it splits at white space, as RFC 6749 has it, and GitHub separates with commas. The result is one scope
#   named "repo,gist"; scopes.includes("repo") is false for a token that has it.
# Version: @octokit/oauth-methods 6.0.5 (npm; @octokit/oauth-app and @octokit/auth-oauth-app stand on it).
# Source: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps (the answer, as JSON);
#   https://www.rfc-editor.org/rfc/rfc6749#section-3.3.
# Who meets it: a service that checks what people granted and asks them again and again for scopes that they gave.
set -euo pipefail

version=6.0.5
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" "@octokit/oauth-methods@$version" @octokit/request@10.0.16
cat > "$dir/finding.mjs" <<'JS'
import { exchangeWebFlowCode } from "@octokit/oauth-methods";
import { request } from "@octokit/request";

for (const scope of ["repo", "repo gist", "repo,gist"]) {
  const body = JSON.stringify({ access_token: "gho_made-up", scope, token_type: "bearer" });
  const headers = { "content-type": "application/json; charset=utf-8" };
  const fetch = async () => new Response(body, { status: 200, headers });
  const { authentication } = await exchangeWebFlowCode({
    clientType: "oauth-app",
    clientId: "id",
    clientSecret: "secret",
    code: "code",
    request: request.defaults({ request: { fetch } }),
  });
  const { scopes } = authentication;
  console.log(`${JSON.stringify(scope)} => ${JSON.stringify(scopes)}, includes repo: ${scopes.includes("repo")}`);
}
JS
node "$dir/finding.mjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
"repo" => ["repo"], includes repo: true
"repo gist" => ["repo","gist"], includes repo: true
"repo,gist" => ["repo,gist"], includes repo: false
STATED
echo "@octokit/oauth-methods $version"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
