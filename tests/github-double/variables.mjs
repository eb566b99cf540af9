// node variables.mjs < requests.json: for each GraphQL request of {"name": {"query": …, "variables": …}}, what GitHub would say of its
// variables, by its published schema; those that are fine are left out.
import { getVariableValues, Kind, parse } from "graphql";
import { readFileSync } from "node:fs";
import { schemaOf } from "./lib/schema.mjs";

const schema = schemaOf("latest");

const problemsOf = ({ query, variables }) => {
  const declared = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION).variableDefinitions;
  const names = new Set(declared.map(({ variable }) => variable.name.value));
  const { errors = [] } = getVariableValues(schema, declared, variables);
  return [
    ...errors.map(({ message }) => message),
    ...Object.keys(variables).filter((name) => !names.has(name)).map((name) => `$${name} is not declared.`),
  ];
};

const requests = JSON.parse(readFileSync(0, "utf8"));
const problems = Object.entries(requests).map(([name, request]) => [name, problemsOf(request)]);
console.log(JSON.stringify(Object.fromEntries(problems.filter(([, found]) => found.length > 0))));
