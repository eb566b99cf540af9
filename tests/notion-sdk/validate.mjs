// Compares requests with the OpenAPI description that Notion's MCP server carries. It is of version 2025-09-03.
// In:  lines of JSON: {"method", "path", "query", "body"}; the path starts with /v1, the query is what follows "?".
// Out: a line for each violation, one for each thing that the description does not cover, at last one of JSON with all of it.
import Ajv from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const file = new URL("node_modules/@notionhq/notion-mcp-server/scripts/notion-openapi.json", import.meta.url);
const description = JSON.parse(readFileSync(file, "utf8"));
// The description has OpenAPI's own keywords and formats.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(description, "notion");

// What came after the description, by the date of the changelog's entry.
const newer = {
  "PATCH /v1/pages/{page_id}": {
    query: { filter_properties: "2026-08-12" },
    body: { icon: "2026-03-25", is_locked: "after 2025-09-03", is_archived: "after 2025-09-03" },
  },
  "POST /v1/pages": { query: { filter_properties: "2026-08-12" }, body: { icon: "2026-03-25" } },
  "POST /v1/data_sources/{data_source_id}/query": { query: {}, body: { result_type: "after 2025-09-03" } },
};

// What the description lacks although the reference page has it: errors below the path are none then.
const gaps = {
  "POST /v1/data_sources/{data_source_id}/query": {
    path: "/sorts",
    holds: (body) => body.sorts?.every?.((sort) => sort.property || sort.timestamp),
    text: "body/sorts may hold timestamps",
  },
  "POST /v1/pages": {
    path: "/parent",
    holds: (body) => body.parent?.data_source_id,
    text: "body/parent may be a data source",
  },
};

const pointer = (...parts) => parts.map((it) => `/${it.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    parts: path.split("/"),
    parameters: (operation.parameters ?? []).filter((it) => it.in === "query"),
    validate:
      operation.requestBody &&
      ajv.compile({ $ref: `notion#${pointer("paths", path, method, "requestBody", "content", "application/json", "schema")}` }),
    members:
      operation.requestBody && Object.keys(operation.requestBody.content["application/json"].schema.properties ?? {}),
  })),
);
// Of two that match, /v1/users/me is meant and not /v1/users/{user_id}.
const literals = (operation) => operation.parts.filter((part) => !part.startsWith("{")).length;
const find = (method, path) => {
  const parts = path.split("/");
  const fits = (it) =>
    it.method === method &&
    it.parts.length === parts.length &&
    it.parts.every((part, i) => part === parts[i] || (part.startsWith("{") && parts[i].length > 0));
  return operations.filter(fits).sort((a, b) => literals(b) - literals(a))[0];
};

const said = { operations: operations.length, called: [], violations: [], notCovered: [] };
const violation = (call, text) => said.violations.push(`${call.method} ${call.path}: ${text}`);
const notCovered = (call, text) => said.notCovered.push(`${call.method} ${call.path}: ${text}`);

const compare = (call) => {
  const operation = find(call.method, call.path);
  if (!operation) return notCovered(call, "there is no such operation");
  if (!said.called.includes(operation.name)) said.called.push(operation.name);

  const later = newer[operation.name] ?? { query: {}, body: {} };
  const query = new URLSearchParams(call.query ?? "");
  for (const name of new Set(query.keys())) {
    const parameter = operation.parameters.find((it) => it.name === name);
    if (parameter?.schema.type === "integer" && !/^[0-9]+$/.test(query.get(name))) violation(call, `query/${name} must be integer`);
    if (parameter) continue;
    if (later.query[name]) notCovered(call, `query/${name} is newer (${later.query[name]})`);
    else violation(call, `query/${name} is not described`);
  }

  if (!operation.validate) {
    if (call.body) violation(call, "no body is described");
    return;
  }
  const body = { ...call.body };
  for (const name of Object.keys(body)) {
    if (later.body[name]) notCovered(call, `body/${name} is newer (${later.body[name]})`);
    else if (!operation.members.includes(name)) violation(call, `body/${name} is not described`);
    else continue;
    delete body[name];
  }
  if (operation.validate(body)) return;
  const gap = gaps[operation.name];
  const inGap = (error) => gap && error.instancePath.startsWith(gap.path) && gap.holds(body);
  const errors = operation.validate.errors;
  if (errors.some(inGap)) notCovered(call, gap.text);
  for (const error of errors.filter((it) => !inGap(it))) violation(call, `body${error.instancePath} ${error.message}`);
};

for await (const line of createInterface({ input: process.stdin })) if (line) compare(JSON.parse(line));
for (const text of said.violations) console.log(`violation: ${text}`);
for (const text of said.notCovered) console.log(`not covered: ${text}`);
console.log(JSON.stringify(said));
