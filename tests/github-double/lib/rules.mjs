// What GitHub checks in a document beyond the schema.
import { getNamedType, GraphQLError, Kind } from "graphql";

const isConnection = (type) => type?.name?.endsWith("Connection");

// https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
export function PaginationRule(context) {
  return {
    Field(node) {
      const definition = context.getFieldDef();
      if (!definition || !isConnection(getNamedType(definition.type))) return;
      if (!definition.args.some(({ name }) => name === "first")) return;
      if (!selects(node.selectionSet, context, ["nodes", "edges"])) return;

      const bounds = node.arguments.filter(({ name }) => name.value === "first" || name.value === "last");
      if (bounds.length === 0)
        context.reportError(
          new GraphQLError(
            `You must provide a \`first\` or \`last\` value to properly paginate the \`${node.name.value}\` connection.`,
            { nodes: node, extensions: { type: "MISSING_PAGINATION_BOUNDARIES" } },
          ),
        );
      for (const { value } of bounds)
        if (value.kind === Kind.INT && !(Number(value.value) >= 1 && Number(value.value) <= 100))
          context.reportError(
            new GraphQLError(
              `Requesting ${value.value} records on the \`${node.name.value}\` connection exceeds the \`first\` limit of 100 records.`,
              { nodes: node, extensions: { type: "EXCESSIVE_PAGINATION" } },
            ),
          );
    },
  };
}

// Scopes are checked per selected field, and one that is not covered fails the whole document.
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
const neededScopes = (parent, field) => {
  if (field.startsWith("__")) return null;
  if (parent === "Team") return ["read:org", "write:org", "admin:org", "read:discussion"];
  if (parent?.startsWith("ProjectV2") && parent !== "ProjectV2Owner") return ["read:project", "project"];
  if (parent === "User" && field === "email") return ["user:email", "read:user", "user"];
  return null;
};

export const scopesRule = (scopes) =>
  function ScopesRule(context) {
    return {
      Field(node) {
        const needed = neededScopes(context.getParentType()?.name, node.name.value);
        if (needed && !needed.some((scope) => scopes.includes(scope)))
          context.reportError(
            new GraphQLError(
              `Your token has not been granted the required scopes to execute this query. The '${node.name.value}' field requires one of the following scopes: ['${needed.join("', '")}'].`,
              { nodes: node, extensions: { type: "INSUFFICIENT_SCOPES" } },
            ),
          );
      },
    };
  };

function selects(selectionSet, context, names) {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return names.includes(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection.selectionSet, context, names);
    return selects(context.getFragment(selection.name.value)?.selectionSet, context, names);
  });
}
