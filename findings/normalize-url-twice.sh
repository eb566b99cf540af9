#!/usr/bin/env bash
# Guess: a normalized URL is normal: normalizing it again changes nothing, and it names the same page.
# What happens: normalize-url decodes the path once in each run, the escaped percent sign too. "%2541", the text "%41" in
#   a name, becomes "%41" and then "A"; "100%25" ends with a bare "%", which is no valid escape. Links that differ on the
#   server become one key, and which one depends on how often a link went through.
# Version: normalize-url 9.0.1 (npm).
# Source: https://www.rfc-editor.org/rfc/rfc3986#section-2.4 (never decode twice; "%25" stays) and section 6.2.2.2.
# Who meets it: wikis and file browsers with a percent sign in a page's name; a cache keyed by the normalized link.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" normalize-url@9.0.1
cat > "$dir/finding.mjs" <<'JS'
import normalizeUrl from "normalize-url";

for (const url of [
  "https://wiki.acme.com/Rate%20limits",
  "https://wiki.acme.com/What%3F",
  "https://wiki.acme.com/100%25",
  "https://wiki.acme.com/Escape_%2541",
  "https://wiki.acme.com/Slash_%252F",
]) {
  const once = normalizeUrl(url);
  const path = (text) => text.slice("https://wiki.acme.com".length);
  const twice = normalizeUrl(once);
  console.log(`${path(url)} => ${path(once)} => ${path(twice)} => ${path(normalizeUrl(twice))}`);
}
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
/Rate%20limits => /Rate%20limits => /Rate%20limits => /Rate%20limits
/What%3F => /What%3F => /What%3F => /What%3F
/100%25 => /100% => /100% => /100%
/Escape_%2541 => /Escape_%41 => /Escape_A => /Escape_A
/Slash_%252F => /Slash_%2F => /Slash_%2F => /Slash_%2F
STATED
echo normalize-url@9.0.1
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
