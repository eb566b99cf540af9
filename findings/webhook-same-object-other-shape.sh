#!/usr/bin/env bash
# Guess: "repository" and "pull_request" have one shape in all of GitHub's webhooks.
# What happens: in push events repository.created_at and pushed_at are seconds since 1970 (numbers), in all others ISO
#   texts: new Date(1557933565) is a day in January 1970. In review events pull_request has no "merged", "mergeable",
#   "additions" or "changed_files", so a merged one, read by !merged, becomes "closed"; merged_at is always there.
# Version: @octokit/webhooks-examples 7.6.1 (npm: GitHub's published payloads).
# Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads.
# Who meets it: a service that reads dates or states out of a payload with the types of the first event it was tried on.
set -euo pipefail

version=7.6.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" "@octokit/webhooks-examples@$version"
cat > "$dir/finding.cjs" <<'JS'
const events = require("@octokit/webhooks-examples");
const count = (events, test) => events.flatMap((event) => event.examples.filter(test)).length;
const type = (field, name) => (example) => typeof example.repository?.[field] === name;

for (const field of ["created_at", "pushed_at"]) {
  const numbers = events.filter((event) => event.examples.some(type(field, "number")));
  console.log(`repository.${field}: a number in ${numbers.map((event) => event.name)} (${count(numbers, type(field, "number"))} examples),`
    + ` a text in ${count(events, type(field, "string"))} examples`);
}
for (const name of ["pull_request", "pull_request_review", "pull_request_review_comment", "pull_request_review_thread"]) {
  const { examples } = events.find((event) => event.name === name);
  const has = (field) => examples.filter((example) => field in example.pull_request).length;
  const fields = ["merged", "mergeable", "changed_files", "merged_at"].map((field) => `${field} in ${has(field)}`);
  console.log(`${name}, of ${examples.length}: ${fields.join(", ")}`);
}
JS
node "$dir/finding.cjs" > "$dir/seen"

cat > "$dir/stated" <<'STATED'
repository.created_at: a number in push (7 examples), a text in 273 examples
repository.pushed_at: a number in push (7 examples), a text in 273 examples
pull_request, of 29: merged in 29, mergeable in 29, changed_files in 29, merged_at in 29
pull_request_review, of 4: merged in 0, mergeable in 0, changed_files in 0, merged_at in 4
pull_request_review_comment, of 5: merged in 0, mergeable in 0, changed_files in 0, merged_at in 5
pull_request_review_thread, of 3: merged in 0, mergeable in 0, changed_files in 0, merged_at in 3
STATED
echo "@octokit/webhooks-examples $version"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
