// Schemas of older servers: GitHub's, without what they do not know yet.
import { Kind } from "graphql";

/**
 * GitHub Enterprise Server 3.16, the oldest that is supported, differs in this from the newest schema, as far as documents
 * here go: src/graphql/data/ghes-3.16/schema.docs-enterprise.graphql of https://github.com/github/docs.
 */
export const unknownTo316 = ["Issue.stateReason(enableDuplicate:)", "Issue.issueType"];

/** Removes fields and arguments, named by schema coordinates: `PullRequest.isInMergeQueue`, `Issue.stateReason(enableDuplicate:)`. */
export function without(document, coordinates) {
  for (const coordinate of coordinates) {
    const [, type, field, argument] = /^(\w+)\.(\w+)(?:\((\w+):\))?$/.exec(coordinate) ?? [];
    const definition = document.definitions.find(({ name, fields }) => fields && name.value === type);
    const found = definition?.fields.find(({ name }) => name.value === field);
    if (!found) throw new Error(`There is no ${coordinate} in the schema.`);
    if (argument) found.arguments = found.arguments.filter(({ name }) => name.value !== argument);
    else {
      const promise = ({ kind, name, fields }) =>
        kind === Kind.INTERFACE_TYPE_DEFINITION && name.value !== type && fields.some((one) => one.name.value === field);
      const promises = new Set(document.definitions.filter(promise).map(({ name }) => name.value));
      definition.fields = definition.fields.filter((candidate) => candidate !== found);
      definition.interfaces = definition.interfaces.filter(({ name }) => !promises.has(name.value));
    }
  }
  return document;
}
