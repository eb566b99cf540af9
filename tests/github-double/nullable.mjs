// node nullable.mjs < documents.json: for each GraphQL document of {"name": "document"}, the response paths of the fields that
// GitHub's published schema lets be null, e.g. "repository.labels.nodes"; an element of a list that may be null is "…nodes.*".
import { getNamedType, isListType, isNonNullType, Kind, parse } from "graphql";
import { readFileSync } from "node:fs";
import { schemaOf } from "./lib/schema.mjs";

const schema = schemaOf("latest");

function* nullable(selectionSet, type, fragments, path) {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const definition = type.getFields?.()[selection.name.value];
      if (!definition) continue; // __typename
      const key = [...path, (selection.alias ?? selection.name).value];
      yield* ofType(definition.type, selection.selectionSet, fragments, key);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const inner = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
    yield* nullable(fragment.selectionSet, inner, fragments, path);
  }
}

function* ofType(type, selectionSet, fragments, path) {
  if (!isNonNullType(type)) yield path.join(".");
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) yield* ofType(inner.ofType, selectionSet, fragments, [...path, "*"]);
  else yield* nullable(selectionSet, getNamedType(inner), fragments, path);
}

const pathsOf = (text) => {
  const { definitions } = parse(text);
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]),
  );
  const query = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return [...new Set(nullable(query.selectionSet, schema.getQueryType(), fragments, []))];
};

const documents = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(Object.fromEntries(Object.entries(documents).map(([name, text]) => [name, pathsOf(text)]))));
