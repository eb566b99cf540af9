// GitHub's published schema, made buildable: the SDL declares two fields of EnterpriseOwnerInfo twice.
import { buildASTSchema, Kind, parse } from "graphql";
import { readFileSync } from "node:fs";

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

// GitHub Enterprise Server 3.16 does not know Issue.stateReason(enableDuplicate:) yet.
function of316(document) {
  const issue = document.definitions.find((definition) => definition.name?.value === "Issue");
  issue.fields.find(({ name }) => name.value === "stateReason").arguments = [];
  return document;
}

const build = (document) => buildASTSchema(document, { assumeValidSDL: true });

const versions = {
  latest: () => build(withoutDuplicateFields(parse(sdl, { noLocation: true }))),
  3.16: () => build(of316(withoutDuplicateFields(parse(sdl, { noLocation: true })))),
};

const built = new Map();

export function schemaOf(version) {
  if (!Object.hasOwn(versions, version)) throw new Error(`There is no schema of version ${version}.`);
  if (!built.has(version)) built.set(version, versions[version]());
  return built.get(version);
}
