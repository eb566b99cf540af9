// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { randomBytes } from "node:crypto";
import { escape, html, json, read, redirect } from "./http.mjs";

// Of https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps, those that an app that reads may need.
const PERMISSIONS = new Set([
  ...["actions", "checks", "contents", "deployments", "discussions", "issues", "metadata", "pull_requests", "statuses"],
  ...["members", "organization_projects", "repository_advisories", "vulnerability_alerts"],
]);

export class Apps {
  #manifests = new Map();

  code(manifest) {
    const code = randomBytes(20).toString("hex");
    this.#manifests.set(code, manifest);
    return code;
  }

  /** A code works once. */
  take(code) {
    const manifest = this.#manifests.get(code);
    this.#manifests.delete(code);
    return manifest;
  }

  find(code) {
    return this.#manifests.get(code);
  }
}

/** The page that a manifest is posted to, and the button on it that creates the app. Undefined for any other page. */
export function appPage(request, url, apps) {
  if (/^(?:\/organizations\/[^/]+)?\/settings\/apps\/new$/.test(url.pathname) && request.method === "POST")
    return (response) => confirm(request, response, url, apps);
  if (url.pathname === "/settings/apps/create")
    return (response) => {
      const code = url.searchParams.get("code");
      const manifest = apps.find(code);
      if (!manifest) return html(response, 404, "<body>Not found</body>");
      const target = new URL(manifest.redirect_url);
      target.searchParams.set("code", code);
      if (url.searchParams.has("state")) target.searchParams.set("state", url.searchParams.get("state"));
      redirect(response, target.href);
    };
}

async function confirm(request, response, url, apps) {
  const manifest = parse(new URLSearchParams(await read(request)).get("manifest"));
  const problems = problemsOf(manifest);
  if (problems.length > 0)
    return html(response, 422, `<body><h1>Invalid GitHub App configuration</h1>${escape(problems.join("; "))}</body>`);
  const target = new URL("/settings/apps/create", url);
  target.searchParams.set("code", apps.code(manifest));
  if (url.searchParams.has("state")) target.searchParams.set("state", url.searchParams.get("state"));
  const link = `<a href="${escape(target.pathname + target.search)}">Create GitHub App</a>`;
  html(
    response,
    200,
    `<head><title>Create GitHub App</title></head><body><h1>Create ${escape(manifest.name)}</h1><pre>${escape(JSON.stringify(manifest))}</pre>${link}</body>`,
  );
}

function problemsOf(manifest) {
  if (!manifest || typeof manifest !== "object") return ["the manifest is no JSON"];
  const problems = [];
  for (const key of ["url", "redirect_url"]) if (!URL.canParse(manifest[key] ?? "")) problems.push(`${key} is required`);
  if (manifest.hook_attributes && !URL.canParse(manifest.hook_attributes.url ?? "")) problems.push("hook url is required");
  if ((manifest.name ?? "").length > 34) problems.push("name is too long");
  for (const [name, access] of Object.entries(manifest.default_permissions ?? {}))
    if (!PERMISSIONS.has(name) || !["read", "write"].includes(access)) problems.push(`no permission ${name}: ${access}`);
  return problems;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest */
export function convert(response, root, code, apps) {
  const manifest = apps.take(code);
  if (!manifest) return json(response, 404, { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" });
  const slug = manifest.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  json(response, 201, {
    id: 1,
    slug,
    node_id: "MDxOOkludGVncmF0aW9uMQ==",
    name: manifest.name,
    html_url: new URL(`/apps/${slug}`, root).href,
    client_id: "Iv23double",
    client_secret: `secret-of-the-app-${code}`,
    webhook_secret: `secret-of-its-webhooks-${code}`,
    pem: "-----BEGIN RSA PRIVATE KEY-----\nkey-of-the-app\n-----END RSA PRIVATE KEY-----\n",
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
}
