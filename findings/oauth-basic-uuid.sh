#!/usr/bin/env bash
# Guess: a client id that is a UUID, as Notion's are, needs no encoding in HTTP Basic, so every client sends the same
#   header and every server finds the client.
# What happens: oauth4webapi (and openid-client on top of it) writes each "-", "_", "." and "~" as a percent escape;
#   simple-oauth2 encodes the rest; client-oauth2 encodes nothing. The server library takes the id undecoded, so the
#   same right pair is known from one client and unknown from another.
# Version: oauth4webapi 3.8.8, simple-oauth2 5.1.0, client-oauth2 4.3.3, @node-oauth/oauth2-server 5.3.0 (npm).
# Source: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 and its appendix B (the id is form-encoded first);
#   https://github.com/panva/oauth4webapi/issues/199.
# Who meets it: a token endpoint that compares Basic credentials as they come, or decodes only "+" and "/".
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" \
  oauth4webapi@3.8.8 simple-oauth2@5.1.0 client-oauth2@4.3.3 @node-oauth/oauth2-server@5.3.0
cat > "$dir/finding.mjs" <<'JS'
import http from "node:http";
import OAuth2Server from "@node-oauth/oauth2-server";
import ClientOAuth2 from "client-oauth2";
import * as oauth from "oauth4webapi";
import simple from "simple-oauth2";

const id = "463558a3-725e-4f37-b6d3-0889894f68de";
const secret = "made_up~secret!";
const { Request, Response } = OAuth2Server;
let asked;
const oauthServer = new OAuth2Server({
  model: { getClient: async (...pair) => void (asked = pair), getAuthorizationCode() {}, saveToken() {}, revokeAuthorizationCode() {} },
});
const server = http.createServer(async (req, res) => {
  const request = new Request({ method: "POST", query: {}, headers: req.headers, body: { grant_type: "authorization_code", code: "c" } });
  await oauthServer.token(request, new Response()).catch(() => {});
  res.setHeader("content-type", "application/json");
  res.end('{"access_token":"t","token_type":"bearer"}');
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const redirect = "https://app.acme.com/callback";

async function show(name, call) {
  await call();
  console.log(`${name}: ${asked.join(" / ")} ${asked[0] === id && asked[1] === secret ? "found" : "unknown client"}`);
}
await show("oauth4webapi", async () => {
  const as = { issuer: origin, token_endpoint: `${origin}/token` };
  const answer = oauth.validateAuthResponse(as, { client_id: id }, new URL(`${redirect}?code=c`), oauth.expectNoState);
  const insecure = { [oauth.allowInsecureRequests]: true };
  await oauth.authorizationCodeGrantRequest(as, { client_id: id }, oauth.ClientSecretBasic(secret), answer, redirect, oauth.nopkce, insecure);
});
await show("simple-oauth2", () =>
  new simple.AuthorizationCode({ client: { id, secret }, auth: { tokenHost: origin } }).getToken({ code: "c", redirect_uri: redirect }));
await show("client-oauth2", () =>
  new ClientOAuth2({ clientId: id, clientSecret: secret, accessTokenUri: `${origin}/token`, authorizationUri: origin, redirectUri: redirect })
    .code.getToken(`${redirect}?code=c`));
server.close();
process.exit();
JS
node "$dir/finding.mjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
oauth4webapi: 463558a3%2D725e%2D4f37%2Db6d3%2D0889894f68de / made%5Fup%7Esecret%21 unknown client
simple-oauth2: 463558a3-725e-4f37-b6d3-0889894f68de / made_up~secret%21 unknown client
client-oauth2: 463558a3-725e-4f37-b6d3-0889894f68de / made_up~secret! found
STATED
npm ls --prefix "$dir" --depth=0 | tail -n +2
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
