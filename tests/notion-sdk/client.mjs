// Walks the REST API as Notion's own client does, and judges the responses by the client's own guards.
// In:  a line of JSON: where the API is, a token, a data source with its database, a row with many references.
// Out: a line of JSON with what the client understood. Any doubt of the client's ends the program.
import {
  APIErrorCode,
  APIResponseError,
  Client,
  ClientErrorCode,
  collectPaginatedAPI,
  isFullDatabase,
  isFullDataSource,
  isFullPage,
  isFullPageOrDataSource,
  isFullUser,
  isNotionClientError,
  iterateAllDataSourceRows,
  iteratePaginatedAPI,
  UnknownHTTPResponseError,
} from "@notionhq/client";
import { strict as assert } from "node:assert";
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const given = JSON.parse((await lines.next()).value);
const connect = (options) =>
  new Client({
    baseUrl: given.base_url,
    auth: given.token,
    notionVersion: "2026-03-11",
    logger: () => {},
    ...options,
  });
const notion = connect({ retry: false });
const said = {};

// Who am I, and who is there
const me = await notion.users.me({});
assert(isFullUser(me) && me.type === "bot");
said.me = me.id;
said.workspace = me.bot.workspace_name;
const users = await collectPaginatedAPI(notion.users.list, { page_size: 2 });
assert(users.every(isFullUser));
said.emails = users.map((user) => user.person?.email).filter(Boolean);
said.user = (await notion.users.retrieve({ user_id: given.user_id })).name;

// What is shared
const found = await notion.search({
  filter: { property: "object", value: "data_source" },
  sort: { timestamp: "last_edited_time", direction: "descending" },
  page_size: 100,
});
assert(found.results.every((it) => isFullPageOrDataSource(it) && isFullDataSource(it)));
said.found = found.results.map((source) => source.title[0].plain_text);
const database = await notion.databases.retrieve({ database_id: given.database_id });
assert(isFullDatabase(database));
said.sources = database.data_sources.map((source) => source.id);

// The schema, read and changed
const source = await notion.dataSources.retrieve({ data_source_id: given.data_source_id });
assert(isFullDataSource(source));
said.link = source.properties.Link.id;
const changed = await notion.dataSources.update({
  data_source_id: given.data_source_id,
  properties: { "PR state": { select: { options: [{ name: "Open", color: "green" }] } }, State: { status: {} } },
});
said.columns = Object.keys(changed.properties);

// Rows: a page of them, all of them, and more than a query gives
const query = { data_source_id: given.data_source_id, page_size: 3 };
const page = await notion.dataSources.query({
  ...query,
  filter: { property: "Link", url: { is_not_empty: true } },
  sorts: [{ timestamp: "last_edited_time", direction: "ascending" }],
  filter_properties: [source.properties.Link.id, "title"],
  result_type: "page",
});
assert(page.results.every((row) => isFullPageOrDataSource(row) && isFullPage(row)));
said.shown = Object.keys(page.results[0].properties);
const names = (row) => row.properties.Name.title[0].plain_text;
said.stopped = (await collectPaginatedAPI(notion.dataSources.query, query)).length;
said.rows = [];
for await (const row of iterateAllDataSourceRows(notion, query)) said.rows.push(names(row));

// A row, written and read
const updated = await notion.pages.update({
  page_id: given.page_id,
  properties: {
    [source.properties.Link.id]: { url: "https://acme.example/changed" },
    "PR state": { select: { name: "Merged" } },
  },
  icon: { type: "icon", icon: { name: "pull-request", color: "purple" } },
});
assert(isFullPage(updated));
const read = await notion.pages.retrieve({ page_id: given.page_id, filter_properties: [source.properties.Link.id] });
assert(isFullPage(read));
said.read = read.properties.Link.url;
said.icon = read.icon;
said.url = read.url;
const created = await notion.pages.create({
  parent: { data_source_id: given.data_source_id },
  properties: { Name: { title: [{ text: { content: "Created" } }] } },
});
said.created = created.id;
const whole = await notion.pages.retrieve({ page_id: given.page_id });
said.cut = whole.properties.Rows.relation.length;
said.references = 0;
for await (const item of iteratePaginatedAPI(notion.pages.properties.retrieve, {
  page_id: given.page_id,
  property_id: whole.properties.Rows.id,
  page_size: 10,
})) {
  assert(item.type === "relation");
  said.references++;
}

// Errors, as the client names them
const failure = async (call) => {
  try {
    await call();
  } catch (error) {
    assert(isNotionClientError(error));
    return error;
  }
  assert.fail("the call was answered well");
};
const nowhere = "00000000-0000-0000-0000-000000000000";
const missing = await failure(() => notion.pages.retrieve({ page_id: nowhere }));
assert(APIResponseError.isAPIResponseError(missing) && missing.code === APIErrorCode.ObjectNotFound);
assert(missing.request_id);
const status = { State: { status: { name: "Unheard of" } } };
const invalid = await failure(() => notion.pages.update({ page_id: given.page_id, properties: status }));
assert(invalid.code === APIErrorCode.ValidationError && invalid.status === 400);
const old = await failure(() => connect({ retry: false, notionVersion: undefined }).users.me({}));
assert(old.code === APIErrorCode.ValidationError);
const stranger = await failure(() => connect({ retry: false, auth: "ntn_stranger" }).users.me({}));
assert(stranger.code === APIErrorCode.Unauthorized);

// The failures that were prepared, in their order
const prepared = () => failure(() => notion.users.me({}));
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
await lines.next();
const limited = await prepared();
assert(limited.code === APIErrorCode.RateLimited);
said.limited = limited.additional_data;
said.retry_after = limited.headers.get("retry-after");
for (const code of [APIErrorCode.ServiceOverload, APIErrorCode.ConflictError, APIErrorCode.ServiceUnavailable])
  assert((await prepared()).code === code);
const edge = await prepared();
assert(UnknownHTTPResponseError.isUnknownHTTPResponseError(edge) && edge.code === ClientErrorCode.ResponseError);
said.retried = (await connect().users.me({})).id;

process.stdout.write(`${JSON.stringify(said)}\n`);
process.exit(0);
