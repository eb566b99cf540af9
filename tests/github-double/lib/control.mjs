// What tests tell the double: POST /_control/<what> with JSON, and GET for what it saw.
import { json, read } from "./http.mjs";
import { failures } from "./failures.mjs";
import { schemaOf } from "./schema.mjs";
import { example } from "./world.mjs";

const commands = {
  /** Back to the start, tokens and all. */
  reset: (double) => double.reset(),
  /** {app: bool}: GitHub App (expiring tokens with refresh) or OAuth app. */
  mode: ({ tokens }, { app }) => {
    tokens.isApp = app;
  },
  /** {version: "latest" | "3.16", unknown?: ["PullRequest.isInMergeQueue"]}: which schema there is, and what it lacks. */
  server: (double, { version, unknown = [] }) => {
    double.schema = schemaOf(version, unknown);
  },
  /** {login, scopes}: a token without the browser. */
  token: ({ tokens, world }, { login, scopes = ["repo", "read:org", "read:user", "read:project"] }) =>
    tokens.issue(world.user(login).login, scopes),
  /** {login, scopes}: a personal access token: a classic one, or without scopes a fine-grained one. */
  personal: ({ tokens, world }, { login, scopes = [] }) => tokens.personal(world.user(login).login, scopes),
  /** What `GET /_control/tokens` of another double answered: its tokens are taken here too. */
  tokens: ({ tokens }, issued) => tokens.accept(issued),
  expire: ({ tokens, world }, { login }) => tokens.expire(world.user(login).login),
  revoke: ({ tokens, world }, { login }) => tokens.revoke(world.user(login).login),
  /** {logins}: more people, with their own ids. */
  users: ({ world }, { logins }) => world.addUsers(logins),
  /** {repository, fields?, seenBy?}: GraphQL fields to replace, and who sees it when it is not public. */
  repository: ({ world }, { repository, fields = {}, seenBy }) => {
    const found = world.repository(repository);
    Object.assign(found.fields, fields);
    if (seenBy) found.seenBy = new Set(seenBy.map((login) => world.user(login).login.toLowerCase()));
  },
  /** {repository, to} */
  rename: ({ world }, { repository, to }) => world.rename(repository, to),
  /** {repository, id}: somebody else takes a name that a rename left free. */
  register: ({ world }, { repository, id }) => world.register(repository, id),
  /** {repository, number, to, newNumber}: an issue moves to another repository. */
  transfer: ({ world }, { repository, number, to, newNumber }) => world.transfer(repository, number, to, newNumber),
  /** {repository, kind, id, fields}: REST's fields of a comment to replace; kinds: lib/world.mjs. */
  comment: ({ world }, { repository, kind, id, fields }) => {
    const comments = world.comments(repository, kind);
    if (!comments.has(id)) throw new Error(`There is no ${id} among the ${kind}.`);
    comments.set(id, { ...comments.get(id), ...fields });
  },
  /** {repository, kind, id}: a comment is deleted. */
  uncomment: ({ world }, { repository, kind, id }) => world.comments(repository, kind).delete(id),
  /** {repository, number, fields}: GraphQL fields of an issue or pull request to replace. */
  thing: ({ world }, { repository, number, fields }) => {
    const found = world.repository(repository).things.get(number);
    if (!found) throw new Error(`There is no ${repository}#${number}.`);
    Object.assign(found, fields);
  },
  /** {repository, number, to}: another issue or pull request that looks the same. */
  copy: ({ world }, { repository, number, to }) => world.copy(repository, number, to),
  /** {repository, sha, fields} */
  commit: ({ world }, { repository, sha, fields }) => {
    const found = world.repository(repository).commits.find(({ oid }) => oid === sha);
    if (!found) throw new Error(`There is no ${repository}@${sha}.`);
    Object.assign(found, fields);
  },
  /** {repository, number}: as if it had never been. */
  remove: ({ world }, { repository, number }) => world.repository(repository).things.delete(number),
  /** {kind, times?, path?, …}: the next answers below a path fail; see failures.mjs. */
  fail: (double, { kind, times = 1, path = "", ...details }) => {
    if (!failures[kind]) throw new Error(`There is no failure ${kind}; there are ${Object.keys(failures)}.`);
    double.failing.push({ kind, times, path, details });
  },
  /** No more failures. */
  heal: (double) => {
    double.failing.length = 0;
  },
  /** API calls wait from now on, until `release`. */
  hold: (double) => double.hold(),
  release: (double) => double.release(),
  /** No longer served, once this is answered. */
  end: (double) => void setImmediate(() => double.end()),
};

const views = {
  /** {calls: {"POST /api/graphql": 3, …}, queries: {"Commit": 1}, conditional: 2, notModified: 1, held: 0} */
  calls: ({ calls, queries, conditional, notModified, held }) => ({
    calls: Object.fromEntries(calls),
    queries: Object.fromEntries(queries),
    conditional,
    notModified,
    held: held.length,
  }),
  /** [["client_id", "code", …]]: the names of the fields of each token request. */
  tokenFields: ({ tokenFields }) => tokenFields,
  /** {access: {"gho_…": …}, refresh: {"ghr_…": …}}: the tokens issued so far. */
  tokens: ({ tokens }) => tokens.all(),
  /** ?event=&action=: a payload of GitHub's examples. */
  example: (_double, parameters) => example(parameters.get("event"), parameters.get("action")),
};

export async function control(request, response, url, double) {
  const name = url.pathname.slice("/_control/".length);
  try {
    if (request.method === "GET") return json(response, 200, views[name](double, url.searchParams));
    const told = JSON.parse((await read(request)) || "{}");
    json(response, 200, commands[name](double, told) ?? {});
  } catch (error) {
    json(response, 400, { message: error.message });
  }
}
