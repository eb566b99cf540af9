// node rest-schemas.mjs api.github.com.json > rest-schemas.json: cuts what the REST endpoints of lib/rest.mjs answer out
// of GitHub's OpenAPI description (MIT; npm's @octokit/openapi, 400 MB, hence not among the dependencies).
import { readFileSync } from "node:fs";

const names = [
  "issue-comment",
  "pull-request-review-comment",
  "pull-request-review",
  "commit-comment",
  "issue",
  "commit-comparison",
  "repository-advisory",
];
const { components } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const schemas = {};

function take(name) {
  if (schemas[name]) return;
  schemas[name] = {};
  schemas[name] = withoutWords(components.schemas[name]);
}

/** Without what only people read; takes along what it refers to. */
function withoutWords(value, isNames = false) {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (value === null || typeof value !== "object") return value;
  if (value.$ref) take(value.$ref.slice("#/components/schemas/".length));
  const kept = Object.entries(value).filter(
    ([key]) => isNames || !["title", "description", "example", "examples"].includes(key),
  );
  const schema = Object.fromEntries(kept.map(([key, item]) => [key, withoutWords(item, key === "properties")]));
  if (isNames || !schema.nullable || schema.type) return schema;
  // Ajv reads "nullable" beside a type only.
  const { nullable, ...others } = schema;
  return { anyOf: [others, { enum: [null] }] };
}

for (const name of names) take(name);
console.log(JSON.stringify({ components: { schemas } }, null, 1));
