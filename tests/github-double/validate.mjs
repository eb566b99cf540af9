// node validate.mjs < documents.json: checks GraphQL documents, {"name": "document"}, against GitHub's published schema.
import { parse, specifiedRules, validate } from "graphql";
import { readFileSync } from "node:fs";
import { PaginationRule } from "./lib/rules.mjs";
import { schemaOf } from "./lib/schema.mjs";

const version = process.argv[2] ?? "latest";
const documents = JSON.parse(readFileSync(0, "utf8"));
const problems = Object.entries(documents).flatMap(([name, text]) => {
  try {
    return validate(schemaOf(version), parse(text), [...specifiedRules, PaginationRule]).map(
      ({ message, locations }) => `${name}:${locations?.[0]?.line ?? 0}: ${message}`,
    );
  } catch (error) {
    return [`${name}: ${error.message}`];
  }
});

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
