// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
import { cookie, escape, html, json, read, redirect, send } from "./http.mjs";
import { challengeOf } from "./tokens.mjs";

/**
 * A browser that signed in before and a `login` hint pass at once; `prompt=select_account` and everyone else get the
 * page with the users.
 */
export function authorize(request, response, url, { world, tokens }) {
  const asked = Object.fromEntries(url.searchParams);
  if (asked.client_id !== tokens.clientId)
    return html(response, 404, page("Not found", "<p>There is no such app.</p>"));
  if (!isCallback(asked.redirect_uri))
    return html(response, 400, page("Error", "<p>The redirect_uri is not associated with this application.</p>"));
  if (asked.code_challenge && asked.code_challenge_method !== "S256")
    return html(response, 400, page("Error", "<p>Only the code challenge method S256 is supported.</p>"));

  const chosen = asked.choose ?? (asked.prompt === "select_account" ? null : (asked.login ?? cookie(request, "user")));
  if (chosen === "")
    return back(response, asked, {
      error: "access_denied",
      error_description: "The user has denied your application access.",
    });
  const user = world.find(chosen);
  if (!user) return html(response, 200, page("Sign in to GitHub", choices(url, world.users)));

  const { login } = user;
  const scopes = (asked.scope ?? "").split(/[\s,]+/).filter(Boolean);
  const code = tokens.code({ login, scopes, redirectUri: asked.redirect_uri, challenge: asked.code_challenge });
  back(response, asked, { code }, { "set-cookie": `user=${login}; Path=/; HttpOnly; SameSite=Lax` });
}

/** Errors come with HTTP 200, and all answers form-encoded unless JSON is asked for. */
export async function accessToken(request, response, { tokens, tokenFields }) {
  const body = await read(request);
  const form = request.headers["content-type"]?.includes("json")
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));
  tokenFields.push(Object.keys(form));
  const reply = trade(form, tokens);
  if (request.headers.accept?.includes("application/json")) return json(response, 200, reply);
  send(response, 200, "application/x-www-form-urlencoded; charset=utf-8", new URLSearchParams(reply).toString());
}

function trade(form, tokens) {
  if (form.client_id !== tokens.clientId || form.client_secret !== tokens.clientSecret)
    return failure("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");

  if (form.grant_type === "refresh_token")
    return (
      tokens.refresh(form.refresh_token) ??
      failure("bad_refresh_token", "The refresh token passed is incorrect or expired.")
    );

  const grant = tokens.takeCode(form.code);
  const expired = failure("bad_verification_code", "The code passed is incorrect or expired.");
  if (!grant) return expired;
  if (form.redirect_uri && form.redirect_uri !== grant.redirectUri)
    return failure(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
  if (grant.challenge && (!form.code_verifier || challengeOf(form.code_verifier) !== grant.challenge)) return expired;
  return tokens.issue(grant.login, grant.scopes);
}

const failure = (error, description) => ({
  error,
  error_description: description,
  error_uri: "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors",
});

function isCallback(text) {
  const url = URL.canParse(text ?? "") ? new URL(text) : null;
  return (
    url?.protocol === "https:" ||
    (url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
  );
}

function back(response, { redirect_uri, state }, parameters, headers) {
  const target = new URL(redirect_uri);
  for (const [name, value] of Object.entries({ ...parameters, state }))
    if (value !== undefined) target.searchParams.set(name, value);
  redirect(response, target.href, headers);
}

function choices(url, users) {
  const to = (login) => {
    const target = new URL(url);
    target.searchParams.set("choose", login);
    return escape(target.pathname + target.search);
  };
  const items = users.map(({ login }) => `<li><a href="${to(login)}">Continue as ${escape(login)}</a></li>`).join("\n");
  return `<ul>\n${items}\n</ul>\n<p><a href="${to("")}">Cancel</a></p>`;
}

const page = (title, body) => `<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${body}\n</body>`;
