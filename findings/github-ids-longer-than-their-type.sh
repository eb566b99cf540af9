#!/usr/bin/env bash
# Guess: a number type that GitHub's published descriptions give to an id can hold that id.
# What happens: GraphQL's Int has 32 bits, by its specification. The schema says Int for databaseId of CheckSuite, CheckRun,
#   DiscussionComment and others, without a fullDatabaseId beside it, and GitHub's own example payloads have a check suite
#   with the id 4683454167: a server built from the schema with graphql-js cannot say it. In the REST description ids of
#   issues have format int64, those of commit statuses, releases and installations have none: generators make them
#   32 bits, and the example status has the id 6805126730.
# Version: @octokit/graphql-schema 15.26.1, @octokit/openapi 23.0.2, @octokit/webhooks-examples 7.6.1, graphql 16.15.0 (npm).
# Source: https://spec.graphql.org/October2021/#sec-Int; https://spec.openapis.org/oas/v3.0.3#data-types.
# Who meets it: clients with generated types, and doubles of GitHub in tests, as soon as the ids are those of real life.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" \
  @octokit/graphql-schema@15.26.1 @octokit/openapi@23.0.2 @octokit/webhooks-examples@7.6.1 graphql@16.15.0
cat > "$dir/finding.mjs" <<'JS'
import { createRequire } from "node:module";
import { schema } from "@octokit/graphql-schema";
import { GraphQLInt, parse, print } from "graphql";

const require = createRequire(import.meta.url);
const { components } = require("@octokit/openapi").schemas["api.github.com"];
const events = require("@octokit/webhooks-examples");
const examples = (name) => events.find((event) => event.name === name).examples;
const suite = Math.max(...examples("workflow_run").map((example) => example.workflow_run.check_suite_id));
const types = parse(schema.idl).definitions.filter((type) => type.kind === "ObjectTypeDefinition");
for (const name of ["CheckSuite", "CheckRun", "DiscussionComment", "IssueComment"]) {
  const { fields } = types.find((type) => type.name.value === name);
  const has = (field) => fields.find((one) => one.name.value === field);
  console.log(`${name}.databaseId: ${print(has("databaseId").type)}, fullDatabaseId: ${Boolean(has("fullDatabaseId"))}`);
}
try {
  console.log(GraphQLInt.serialize(suite));
} catch (error) {
  console.log(`check suite of an example: ${error.message}`);
}

const format = (name) => components.schemas[name].properties.id.format ?? "no format";
for (const name of ["issue", "check-suite", "status", "release", "installation"]) console.log(`${name}.id: ${format(name)}`);
console.log(`status of an example: ${Math.max(...examples("status").map((example) => example.id))}`);
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
CheckSuite.databaseId: Int, fullDatabaseId: false
CheckRun.databaseId: Int, fullDatabaseId: false
DiscussionComment.databaseId: Int, fullDatabaseId: false
IssueComment.databaseId: Int, fullDatabaseId: true
check suite of an example: Int cannot represent non 32-bit signed integer value: 4683454167
issue.id: int64
check-suite.id: int64
status.id: no format
release.id: no format
installation.id: no format
status of an example: 6805126730
STATED
echo @octokit/graphql-schema@15.26.1 @octokit/openapi@23.0.2 @octokit/webhooks-examples@7.6.1 graphql@16.15.0
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
