// Tokens of the app that users sign in with.
// https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
import { createHash, randomBytes } from "node:crypto";

const random = () => randomBytes(18).toString("hex");

// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
const ACCESS_SECONDS = 28_800;
const REFRESH_SECONDS = 15_897_600;

export class Tokens {
  clientId = "Ov23double";
  clientSecret = "double-client-secret";
  isApp = false;
  #codes = new Map();
  #access = new Map();
  #refresh = new Map();

  code(grant) {
    const code = random();
    this.#codes.set(code, grant);
    return code;
  }

  /** A code works once, whatever comes of it. */
  takeCode(code) {
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    return grant;
  }

  issue(login, scopes) {
    const isApp = this.isApp;
    const access = `${isApp ? "ghu_" : "gho_"}${random()}`;
    this.#access.set(access, { login, scopes: isApp ? [] : scopes, isApp, expired: false });
    if (!isApp) return { access_token: access, token_type: "bearer", scope: scopes.join(",") };

    const refresh = `ghr_${random()}`;
    this.#refresh.set(refresh, { login, access });
    return {
      access_token: access,
      expires_in: ACCESS_SECONDS,
      refresh_token: refresh,
      refresh_token_expires_in: REFRESH_SECONDS,
      token_type: "bearer",
      scope: "",
    };
  }

  /** As the user makes one under /settings/tokens (classic) or /settings/personal-access-tokens. */
  personal(login, scopes) {
    const access = `${scopes.length > 0 ? "ghp_" : "github_pat_"}${random()}`;
    this.#access.set(access, { login, scopes, isApp: scopes.length === 0, expired: false });
    return { access_token: access };
  }

  /** The old pair is dead as soon as the new one is out. */
  refresh(token) {
    const old = this.#refresh.get(token);
    if (!old) return undefined;
    this.#refresh.delete(token);
    this.#access.delete(old.access);
    return this.issue(old.login, []);
  }

  /** Whose access token it is; undefined when it is none, or no longer. */
  find(token) {
    const found = this.#access.get(token);
    return found && !found.expired ? found : undefined;
  }

  /** Makes access tokens run out; refresh tokens stay. */
  expire(login) {
    for (const token of this.#access.values()) if (token.login === login) token.expired = true;
  }

  /** As the user does under "Authorized apps". */
  revoke(login) {
    for (const map of [this.#access, this.#refresh])
      for (const [token, entry] of map) if (entry.login === login) map.delete(token);
  }

  /** Every token there is, for `accept` of another double. */
  all() {
    return { access: Object.fromEntries(this.#access), refresh: Object.fromEntries(this.#refresh) };
  }

  /** Takes the tokens that another double issued. */
  accept({ access = {}, refresh = {} }) {
    for (const [token, entry] of Object.entries(access)) this.#access.set(token, entry);
    for (const [token, entry] of Object.entries(refresh)) this.#refresh.set(token, entry);
  }

  drop(token) {
    this.#access.delete(token);
    for (const [refresh, { access }] of this.#refresh) if (access === token) this.#refresh.delete(refresh);
  }
}

export const challengeOf = (verifier) => createHash("sha256").update(verifier).digest("base64url");
