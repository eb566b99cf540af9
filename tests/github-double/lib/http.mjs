import { createHash } from "node:crypto";

// GitHub's own, as api.github.com sends it.
const VARY = ["Accept", "Authorization", "Cookie", "X-GitHub-OTP"];

export async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

export function json(response, status, body, headers = {}) {
  send(response, status, "application/json; charset=utf-8", JSON.stringify(body), headers);
}

/**
 * JSON with an entity tag, which each token and media type has its own of; 304 to who has it already (RFC 9110 §13.1.2).
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests
 */
export function validated(request, response, body, headers = {}) {
  const varying = VARY.map((name) => request.headers[name.toLowerCase()] ?? "");
  const hash = createHash("sha256").update(JSON.stringify([body, ...varying]));
  const etag = `W/"${hash.digest("hex")}"`;
  const all = { ...headers, etag, vary: VARY.join(", "), "cache-control": "private, max-age=60, s-maxage=60" };
  const known = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim());
  if (known.includes(etag) || known.includes("*")) response.writeHead(304, all).end();
  else json(response, 200, body, all);
}

export function html(response, status, body, headers = {}) {
  send(response, status, "text/html; charset=utf-8", `<!doctype html>\n<html lang="en">\n${body}\n</html>\n`, headers);
}

export function redirect(response, location, headers = {}) {
  response.writeHead(302, { location, ...headers }).end();
}

export function send(response, status, type, body, headers = {}) {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers }).end(body);
}

export const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export function cookie(request, name) {
  const pairs = (request.headers.cookie ?? "").split("; ").map((pair) => pair.split("="));
  return pairs.find(([key]) => key === name)?.[1];
}

/** The user and password of HTTP Basic. */
export function basic(request) {
  const [scheme, value] = (request.headers.authorization ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic" || !value) return [];
  const text = Buffer.from(value, "base64").toString("utf8");
  return [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
}

/** https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api takes either word. */
export function bearer(request) {
  return /^(?:bearer|token) (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
