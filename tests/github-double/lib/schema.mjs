// GitHub's published schema, made buildable: the SDL declares two fields of EnterpriseOwnerInfo twice.
import { buildASTSchema, Kind, parse } from "graphql";
import { readFileSync } from "node:fs";
import { unknownTo316, without } from "./older.mjs";

// The package exports its parsed and validated forms only, which take seconds to load; the file lies beside them.
const sdl = readFileSync(new URL("./schema.graphql", import.meta.resolve("@octokit/graphql-schema")), "utf8");

function withoutDuplicateFields(document) {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const names = new Set();
    definition.fields = definition.fields.filter(({ name }) => !names.has(name.value) && names.add(name.value));
  }
  return document;
}

const versions = { latest: [], 3.16: unknownTo316 };

const built = new Map();

/** The schema of a version, on request without further fields and arguments: see older.mjs. */
export function schemaOf(version, unknown = []) {
  if (!Object.hasOwn(versions, version)) throw new Error(`There is no schema of version ${version}.`);
  const key = [version, ...unknown].join();
  if (!built.has(key)) {
    const document = withoutDuplicateFields(parse(sdl, { noLocation: true }));
    const schema = without(document, [...versions[version], ...unknown]);
    built.set(key, buildASTSchema(schema, { assumeValidSDL: true }));
  }
  return built.get(key);
}
