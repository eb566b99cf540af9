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

// Newer than the package. https://docs.github.com/en/graphql/reference/objects#issuetype, since Enterprise Server 3.17.
const newer = `
  extend type Issue { issueType: IssueType }
  type IssueType { id: ID! name: String! color: IssueTypeColor! description: String isEnabled: Boolean! }
  enum IssueTypeColor { BLUE GRAY GREEN ORANGE PINK PURPLE RED YELLOW }
`;

function withNewer(document) {
  const { definitions } = parse(newer, { noLocation: true });
  const isExtension = ({ kind }) => kind === Kind.OBJECT_TYPE_EXTENSION;
  const extended = document.definitions.map((definition) => {
    const more = definitions.find((one) => isExtension(one) && one.name.value === definition.name?.value);
    return more ? { ...definition, fields: [...definition.fields, ...more.fields] } : definition;
  });
  return { ...document, definitions: [...extended, ...definitions.filter((one) => !isExtension(one))] };
}

const versions = { published: [], latest: [], 3.16: unknownTo316 };

const built = new Map();

/** The schema of a version, on request without further fields and arguments: see older.mjs. */
export function schemaOf(version, unknown = []) {
  if (!Object.hasOwn(versions, version)) throw new Error(`There is no schema of version ${version}.`);
  const key = [version, ...unknown].join();
  if (!built.has(key)) {
    const published = withoutDuplicateFields(parse(sdl, { noLocation: true }));
    const document = version === "published" ? published : withNewer(published);
    const schema = without(document, [...versions[version], ...unknown]);
    built.set(key, buildASTSchema(schema, { assumeValidSDL: true }));
  }
  return built.get(key);
}
