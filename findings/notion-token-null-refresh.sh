#!/usr/bin/env bash
# Guess: a strict OAuth client (oauth4webapi, openid-client) can read Notion's token answer, which is plain OAuth.
# What happens: Notion's own SDK declares refresh_token as a string or null. RFC 6749 leaves an absent member out, and
#   oauth4webapi refuses the whole answer over the null, with a good access token in it.
# Version: oauth4webapi 3.8.8, @notionhq/client 5.26.0 (npm).
# Source: https://developers.notion.com/reference/create-a-token; https://www.rfc-editor.org/rfc/rfc6749#section-5.1.
# Who meets it: a service that trades Notion's code by a standard client; or one that answers Notion with a null itself.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" oauth4webapi@3.8.8 @notionhq/client@5.26.0
cat > "$dir/finding.mjs" <<'JS'
import { readFileSync } from "node:fs";
import * as oauth from "oauth4webapi";

const types = readFileSync("node_modules/@notionhq/client/build/src/api-endpoints/oauth.d.ts", "utf8");
console.log(`Notion's answer declares: ${types.match(/refresh_token: string \| null;/)?.[0]}`);

const as = { issuer: "https://api.notion.com" };
for (const refresh of [{}, { refresh_token: "nrt_made-up" }, { refresh_token: null }]) {
  const body = { access_token: "ntn_made-up", token_type: "bearer", bot_id: "b", workspace_icon: null, ...refresh };
  const response = new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  const result = await oauth
    .processAuthorizationCodeResponse(as, { client_id: "id" }, response)
    .then((token) => `access token ${token.access_token}`, (error) => `refused: ${error.message}`);
  console.log(`${JSON.stringify(refresh)} => ${result}`);
}
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
Notion's answer declares: refresh_token: string | null;
{} => access token ntn_made-up
{"refresh_token":"nrt_made-up"} => access token ntn_made-up
{"refresh_token":null} => refused: "response" body "refresh_token" property must be a string
STATED
npm ls --prefix "$dir" --depth=0 | tail -n +2
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
