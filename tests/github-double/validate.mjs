// node validate.mjs [version] [unknown…] < documents.json: checks GraphQL documents, {"name": "document"}, against GitHub's published schema.
import { parse, specifiedRules, validate } from "graphql";
import { readFileSync } from "node:fs";
import { PaginationRule } from "./lib/rules.mjs";
import { schemaOf } from "./lib/schema.mjs";

const [version = "latest", ...unknown] = process.argv.slice(2);
const schema = schemaOf(version, unknown);
const documents = JSON.parse(readFileSync(0, "utf8"));
const problems = Object.entries(documents).flatMap(([name, text]) => {
  try {
    return validate(schema, parse(text), [...specifiedRules, PaginationRule]).map(
      ({ message, locations }) => `${name}:${locations?.[0]?.line ?? 0}: ${message}`,
    );
  } catch (error) {
    return [`${name}: ${error.message}`];
  }
});

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
