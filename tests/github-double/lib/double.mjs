import { accessToken, authorize } from "./oauth.mjs";
import { Apps, appPage, convert } from "./apps.mjs";
import { answer } from "./graphql.mjs";
import { control } from "./control.mjs";
import { failures } from "./failures.mjs";
import { basic, bearer, json, read, send, validated } from "./http.mjs";
import { rest } from "./rest.mjs";
import { schemaOf } from "./schema.mjs";
import { Tokens } from "./tokens.mjs";
import { World } from "./world.mjs";

/** One GitHub. Its API answers at the paths of GitHub Enterprise Server and, for github.com, at the root. */
export class Double {
  /** @param end Stops serving it. */
  constructor(end) {
    this.end = end;
    this.reset();
  }

  reset() {
    this.release();
    this.world = new World();
    this.tokens = new Tokens();
    this.schema = schemaOf("latest");
    this.calls = new Map();
    this.queries = new Map();
    this.tokenFields = [];
    this.apps = new Apps();
    this.conditional = 0;
    this.notModified = 0;
    this.failing = [];
  }

  held = [];
  #isHolding = false;

  hold() {
    this.#isHolding = true;
  }

  release() {
    this.#isHolding = false;
    for (const go of this.held?.splice(0) ?? []) go();
  }

  async handle(request, response) {
    const url = new URL(request.url, `http://${request.headers.host}`);
    if (url.pathname.startsWith("/_control/")) return control(request, response, url, this);

    count(this.calls, `${request.method} ${url.pathname}`);
    if (request.headers["if-none-match"]) this.conditional++;
    const failure = this.#failure(url.pathname);
    if (failure) return failures[failure.kind](response, failure.details);
    if (url.pathname === "/login/oauth/authorize") return authorize(request, response, url, this);
    const page = appPage(request, url, this.apps);
    if (page) return page(response);
    if (url.pathname === "/login/oauth/access_token") return accessToken(request, response, this);
    const [prefix] = /^(?:\/api(?:\/v3)?)?(?=\/)/.exec(url.pathname);
    await this.#api(request, response, url.origin + prefix, url.pathname.slice(prefix.length));
    if (response.statusCode === 304) this.notModified++;
  }

  async #api(request, response, root, path) {
    const body = await read(request);
    if (this.#isHolding) await new Promise((go) => this.held.push(go));
    // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent
    if (!request.headers["user-agent"])
      return send(
        response,
        403,
        "text/html",
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
      );
    const conversion = /^\/app-manifests\/([^/]+)\/conversions$/.exec(path);
    if (conversion && request.method === "POST") return convert(response, root, conversion[1], this.apps);
    const ofApp = /^\/applications\/([^/]+)\/(token|grant)$/.exec(path);
    if (ofApp && request.method === "DELETE") return this.#forget(request, response, body, ofApp[1], ofApp[2]);

    const token = this.tokens.find(bearer(request));
    if (!token)
      return json(response, 401, {
        message: "Bad credentials",
        documentation_url: "https://docs.github.com/rest",
        status: "401",
      });
    const headers = token.isApp ? {} : { "x-oauth-scopes": token.scopes.join(", ") };
    if (path === "/user" && request.method === "GET")
      return validated(request, response, this.world.user(token.login), headers);
    if (path === "/graphql" && request.method === "POST") {
      const asked = JSON.parse(body);
      count(this.queries, /query\s+(\w+)/.exec(asked.query)?.[1] ?? "");
      return json(response, 200, await answer(asked, { world: this.world, token, schema: this.schema }), headers);
    }
    if (request.method === "GET" && rest(request, response, root, path, { world: this.world, token, headers })) return;
    json(response, 404, { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" });
  }

  /** https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token, #delete-an-app-authorization */
  #forget(request, response, body, clientId, what) {
    const [user, password] = basic(request);
    const { tokens } = this;
    if (clientId !== tokens.clientId || user !== tokens.clientId || password !== tokens.clientSecret)
      return json(response, 404, {
        message: "Not Found",
        documentation_url: "https://docs.github.com/rest",
        status: "404",
      });
    const accessToken = JSON.parse(body || "{}").access_token;
    if (!accessToken) return json(response, 422, { message: "Validation Failed" });
    const found = tokens.find(accessToken);
    if (!found) return json(response, 404, { message: "Not Found", status: "404" });
    if (what === "grant") tokens.revoke(found.login);
    else tokens.drop(accessToken);
    response.writeHead(204).end();
  }

  #failure(path) {
    const failure = this.failing.find((candidate) => path.includes(candidate.path));
    if (failure && --failure.times <= 0) this.failing.splice(this.failing.indexOf(failure), 1);
    return failure;
  }
}

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}
