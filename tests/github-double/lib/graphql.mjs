// Executes documents over GitHub's schema and answers as GitHub does: HTTP 200 also for errors, `type` beside `message`.
// https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
import { execute, GraphQLError, parse, specifiedRules, validate } from "graphql";
import { PaginationRule, scopesRule } from "./rules.mjs";
import { partsOf } from "./parts.mjs";
import { toHTML, toText } from "./markdown.mjs";
import { validationExtensions } from "./validation.mjs";

export async function answer({ query, variables }, { world, token, schema }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [{ message: error.message, locations: error.locations, extensions: { code: "parseError" } }] };
  }

  const rules = [...specifiedRules, PaginationRule, ...(token.isApp ? [] : [scopesRule(token.scopes)])];
  const invalid = validate(schema, document, rules);
  if (invalid.length > 0) return { errors: invalid.map(invalidity) };

  const { data, errors } = await execute({
    schema,
    document,
    variableValues: variables,
    rootValue: root(world, token),
    fieldResolver: field,
  });
  // A value for a variable that the schema does not take fails the whole document.
  if (data === undefined) return { errors: errors.map(invalidity) };
  return errors ? { data, errors: errors.map(shown) } : { data };
}

const notFound = (message) => new GraphQLError(message, { extensions: { type: "NOT_FOUND" } });

function root(world, token) {
  return {
    viewer: () => world.viewer(token.login),
    rateLimit: () => null,
    node: ({ id }) => {
      const comment = world.commentOf(id, token) ?? world.discussionCommentOf(id, token);
      if (!comment) throw notFound(`Could not resolve to a node with the global id of '${id}'.`);
      return comment;
    },
    repository: ({ owner, name }) => {
      const repository = world.visible(owner, name, token);
      if (!repository) throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return inside(repository);
    },
  };
}

const inside = ({ fields, things, commits, ...parts }) => ({
  ...fields,
  ...partsOf({ fields, ...parts }),
  isPrivate: fields.visibility !== "PUBLIC",
  issueOrPullRequest: ({ number }) => thing(things, number, ["Issue", "PullRequest"], "an issue or pull request"),
  issue: ({ number }) => thing(things, number, ["Issue"], "an Issue"),
  pullRequest: ({ number }) => thing(things, number, ["PullRequest"], "a PullRequest"),
  // An expression that leads nowhere is null without an error.
  object: ({ expression, oid }) =>
    commits.find((commit) => commit.oid === oid || (expression?.length >= 4 && commit.oid.startsWith(expression))) ??
    null,
});

function thing(things, number, types, word) {
  const found = things.get(number);
  if (!types.includes(found?.__typename)) throw notFound(`Could not resolve to ${word} with the number of ${number}.`);
  return found;
}

/** What GitHub makes of texts, and what else there is unless a test says otherwise. */
const rendered = {
  contexts: () => ({ totalCount: 0, nodes: [] }),
  bodyHTML: ({ body }) => toHTML(body),
  bodyText: ({ body }) => toText(body),
  descriptionHTML: ({ description }) => `<div>${toHTML(description)}</div>`,
};

/** The default resolver, except that a field nobody thought of fails loudly instead of being null. */
function field(source, args, _context, { fieldName, parentType }) {
  const value = source[fieldName] === undefined ? rendered[fieldName]?.(source) : source[fieldName];
  if (value === undefined) throw new Error(`The GitHub double has no data for ${parentType.name}.${fieldName}.`);
  return typeof value === "function" ? value(args) : value;
}

const shown = ({ message, path, locations, extensions: { type, ...extensions } }) => ({
  ...(type && { type }),
  ...(path && { path }),
  ...(Object.keys(extensions).length > 0 && { extensions }),
  locations,
  message,
});

function invalidity(error) {
  if (error.extensions.type) return shown(error);
  return {
    path: ["query"],
    extensions: validationExtensions(error),
    locations: error.locations,
    message: error.message,
  };
}
