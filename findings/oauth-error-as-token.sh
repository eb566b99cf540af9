#!/usr/bin/env bash
# Guess: a refused code makes simple-oauth2's getToken fail, with GitHub as with any other server.
# What happens: GitHub says errors with HTTP 200, and simple-oauth2 looks at the status alone. getToken returns an
#   access token whose content is the error; expired() says false. client-oauth2 and oauth4webapi fail, the latter
#   with words about a missing property and without GitHub's reason.
# Version: simple-oauth2 5.1.0, client-oauth2 4.3.3, oauth4webapi 3.8.8 (npm). Source: https://docs.github.com/en/apps/
#   oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors (the body).
# Who meets it: people who press "back" during sign-in: the code is used twice, and an account "without a token" is kept.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" simple-oauth2@5.1.0 client-oauth2@4.3.3 oauth4webapi@3.8.8
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import ClientOAuth2 from "client-oauth2";
import * as oauth from "oauth4webapi";
import simple from "simple-oauth2";

const server = http.createServer((req, res) => {
  res.setHeader("content-type", "application/json; charset=utf-8");
  res.end('{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}');
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const redirect = "https://app.acme.com/callback";
const tokenUrl = `${origin}/login/oauth/access_token`;

async function show(name, call) {
  console.log(`${name}: ${await call().catch((error) => `fails: ${error.message}`)}`);
}
await show("simple-oauth2", async () => {
  const auth = { tokenHost: origin, tokenPath: "/login/oauth/access_token" };
  const client = new simple.AuthorizationCode({ client: { id: "id", secret: "secret" }, auth });
  const token = await client.getToken({ code: "used", redirect_uri: redirect });
  return `a token: error=${token.token.error}, access_token=${token.token.access_token}, expired=${token.expired()}`;
});
await show("client-oauth2", () =>
  new ClientOAuth2({ clientId: "id", clientSecret: "secret", accessTokenUri: tokenUrl, authorizationUri: origin, redirectUri: redirect })
    .code.getToken(`${redirect}?code=used`));
await show("oauth4webapi", async () => {
  const as = { issuer: origin, token_endpoint: tokenUrl };
  const client = { client_id: "id" };
  const answer = oauth.validateAuthResponse(as, client, new URL(`${redirect}?code=used`), oauth.expectNoState);
  const response = await oauth.authorizationCodeGrantRequest(
    as, client, oauth.ClientSecretPost("secret"), answer, redirect, oauth.nopkce, { [oauth.allowInsecureRequests]: true });
  return oauth.processAuthorizationCodeResponse(as, client, response);
});
server.close();
process.exit();
JS
node "$dir/finding.mjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
simple-oauth2: a token: error=bad_verification_code, access_token=undefined, expired=false
client-oauth2: fails: The code passed is incorrect or expired.
oauth4webapi: fails: "response" body "access_token" property must be a string
STATED
npm ls --prefix "$dir" --depth=0 | tail -n +2
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
