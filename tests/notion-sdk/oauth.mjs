// Lives the life of an authorization as Notion's own client does.
// In:  a line of JSON: where the API is, the client's id and secret, a code.
// Out: a line of JSON with what the client understood. Any doubt of the client's ends the program.
import { APIErrorCode, APIResponseError, Client, isFullUser, isNotionClientError } from "@notionhq/client";
import { strict as assert } from "node:assert";
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const given = JSON.parse((await lines.next()).value);
const connect = (auth) =>
  new Client({ baseUrl: given.base_url, auth, notionVersion: "2026-03-11", logger: () => {}, retry: false });
const notion = connect();
const client = { client_id: given.client_id, client_secret: given.client_secret };
const said = {};

const failure = async (call) => {
  try {
    await call();
  } catch (error) {
    assert(isNotionClientError(error));
    return error;
  }
  assert.fail("the call was answered well");
};

// The code becomes a pair, once
const exchange = { ...client, grant_type: "authorization_code", code: given.code };
const first = await notion.oauth.token(exchange);
assert(first.token_type === "bearer" && first.request_id && !("expires_in" in first));
assert(first.owner.type === "user" && isFullUser(first.owner.user));
said.bot = first.bot_id;
said.owner = first.owner.user.person.email;
said.workspace = first.workspace_name;
const me = await connect(first.access_token).users.me({});
assert(me.type === "bot" && me.bot.owner.type === "user");
said.me = me.id;
said.used = (await failure(() => notion.oauth.token(exchange))).status;

// The pair is replaced
const second = await notion.oauth.token({ ...client, grant_type: "refresh_token", refresh_token: first.refresh_token });
said.same = second.bot_id === first.bot_id;
const old = await failure(() => connect(first.access_token).users.me({}));
assert(APIResponseError.isAPIResponseError(old) && old.code === APIErrorCode.Unauthorized);
assert((await connect(second.access_token).users.me({})).id === said.me);

// Introspected, and revoked
const token = second.access_token;
const active = await notion.oauth.introspect({ ...client, token });
said.scope = active.scope;
said.iat = active.iat;
said.active = [active.active, (await notion.oauth.introspect({ ...client, token: first.access_token })).active];
const stranger = await failure(() => notion.oauth.introspect({ ...client, client_secret: "wrong", token }));
said.stranger = stranger.status;
assert((await notion.oauth.revoke({ ...client, token })).request_id);
said.active.push((await notion.oauth.introspect({ ...client, token })).active);
const ended = await failure(() => connect(token).users.me({}));
assert(ended.code === APIErrorCode.Unauthorized);

process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
