#!/usr/bin/env bash
# Guess: Markdown turned into Notion blocks keeps all words of a GitHub body.
# What happens: martian drops the text of reference links ("[guide]" with its address below), of <summary>, and of
#   anything that looks like a tag ("Map<Key>"); and it takes dollar signs for formulas: "costs $5 now and $10 later"
#   becomes an equation. What is left reads well, so nobody notices.
# Version: @tryfabric/martian 1.2.4 (npm).
# Source: https://spec.commonmark.org/0.31.2/#shortcut-reference-link; https://github.com/tryfabric/martian (README).
# Who meets it: a service that puts a pull request's description into a Notion page.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" @tryfabric/martian@1.2.4
cat > "$dir/finding.cjs" <<'JS'
const { markdownToBlocks } = require("@tryfabric/martian");

const text = (block) =>
  block[block.type].rich_text.map((part) => part.text?.content ?? `equation(${part.equation.expression})`).join("");
for (const body of [
  "Read the [guide](https://acme.com/guide) first.",
  "Read the [guide] first.\n\n[guide]: https://acme.com/guide",
  "It costs $5 now and $10 later.",
  "Returns a Map<Key> now.",
  "<details><summary>Do not merge yet</summary>\n\nLog\n\n</details>",
])
  console.log(`${JSON.stringify(body)} => ${JSON.stringify(markdownToBlocks(body).map(text))}`);
JS
(cd "$dir" && node finding.cjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
"Read the [guide](https://acme.com/guide) first." => ["Read the guide first."]
"Read the [guide] first.\n\n[guide]: https://acme.com/guide" => ["Read the  first."]
"It costs $5 now and $10 later." => ["It costs equation(5 now and )10 later."]
"Returns a Map<Key> now." => ["Returns a Map now."]
"<details><summary>Do not merge yet</summary>\n\nLog\n\n</details>" => ["Log"]
STATED
echo @tryfabric/martian@1.2.4
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
