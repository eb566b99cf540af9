#!/usr/bin/env bash
# Guess: requests that Notion documents, and that its client sends, are valid by the OpenAPI description that Notion's MCP server
#   carries.
# What happens: a sort has to name a property, so that sorting by created_time is refused; the parent of a new page is a page or
#   a database, so that a data source is refused, although queries are of data sources; a native icon is refused, and so is an
#   emoji that says its type.
# Version: @notionhq/notion-mcp-server 2.5.2, ajv 8.20.0 (npm).
# Source: https://developers.notion.com/reference/sort-data-source-entries, /reference/post-page, /page/changelog 2026-03-25.
# Who meets it: who generates a client, or checks requests, from that description.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" @notionhq/notion-mcp-server@2.5.2 ajv@8.20.0
cat > "$dir/finding.mjs" <<'JS'
import Ajv from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";

const file = "node_modules/@notionhq/notion-mcp-server/scripts/notion-openapi.json";
const description = JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(description, "notion");

const isValid = (path, method, body) => {
  const at = `${path.replaceAll("/", "~1")}/${method}/requestBody/content/application~1json/schema`;
  const valid = ajv.compile({ $ref: `notion#/paths/${at}` })(body);
  console.log(`${valid ? "valid  " : "refused"} ${method} ${path} ${JSON.stringify(body)}`);
  return valid;
};
const query = "/v1/data_sources/{data_source_id}/query";
const page = "/v1/pages/{page_id}";
const id = "01020304-0506-0708-090a-0b0c0d0e0f10";
const isAsStated =
  isValid(query, "post", { sorts: [{ property: "Name", direction: "ascending" }] }) &&
  !isValid(query, "post", { sorts: [{ timestamp: "created_time", direction: "ascending" }] }) &&
  !isValid("/v1/pages", "post", { parent: { data_source_id: id }, properties: {} }) &&
  !isValid(page, "patch", { icon: { type: "icon", icon: { name: "bug" } } }) &&
  !isValid(page, "patch", { icon: { type: "emoji", emoji: "x" } });
console.log(isAsStated ? "As stated above." : "No longer as stated above.");
process.exit(isAsStated ? 0 : 1);
JS
node "$dir/finding.mjs"
