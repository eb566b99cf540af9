// Performs the authorization code grant and the refresh token grant as oauth4webapi understands them.
// In:  a line of JSON with the endpoints and the client; later the callback's URL, as the browser got it.
// Out: a line of JSON with the address to open; later one with the outcome. Any doubt of the library's ends the program.
import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline";

// Node 18 has what the library needs, but not where it looks for it; imports with a name would come before this line.
globalThis.crypto ??= webcrypto;
const oauth = await import("oauth4webapi");

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => (await lines.next()).value;
const write = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const given = JSON.parse(await read());
const server = {
  issuer: new URL(given.authorize).origin,
  authorization_endpoint: given.authorize,
  token_endpoint: given.token,
};
const client = { client_id: given.client_id };
const authentication =
  given.authentication === "client_secret_basic"
    ? oauth.ClientSecretBasic(given.client_secret)
    : oauth.ClientSecretPost(given.client_secret);
// The library insists on https; the service under test listens on loopback.
const options = { [oauth.allowInsecureRequests]: true };

const state = oauth.generateRandomState();
const authorize = new URL(server.authorization_endpoint);
authorize.searchParams.set("client_id", client.client_id);
authorize.searchParams.set("redirect_uri", given.redirect_uri);
authorize.searchParams.set("response_type", "code");
authorize.searchParams.set("state", state);
write({ authorize });

const parameters = oauth.validateAuthResponse(server, client, new URL(await read()), state);
// Notion knows no PKCE, so neither does the service.
const trade = () =>
  oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    given.redirect_uri,
    oauth.nopkce,
    options,
  );
const tokens = await oauth.processAuthorizationCodeResponse(server, client, await trade());
const refreshed = await oauth.processRefreshTokenResponse(
  server,
  client,
  await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token, options),
);
write({
  access_token: tokens.access_token,
  expires_in: tokens.expires_in,
  refreshed_access_token: refreshed.access_token,
});
