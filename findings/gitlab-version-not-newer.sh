#!/usr/bin/env bash
# Guess: GitLab 18.3.1 satisfies ">=17.0.0", so a check by semver lets it use what 17 brought.
# What happens: GitLab Enterprise Edition says its version as "18.3.1-ee". To semver that is a preview of 18.3.1, and a
#   range without a preview takes none: ">=17.0.0" and even "*" say no. The Community Edition's "18.3.1" passes.
#   { includePrerelease: true } or semver.coerce() mend it; semver.gte() is right except at the very version asked for.
# Version: semver 7.8.6 (npm). Source: https://semver.org/#spec-item-9; https://docs.gitlab.com/api/version/;
#   https://github.com/zereight/gitlab-mcp/issues/617 (an answer).
# Who meets it: companies that pay for GitLab: their server is treated as too old.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" semver@7.8.6
cat > "$dir/finding.cjs" <<'JS'
const semver = require("semver");

for (const version of ["18.3.1", "18.3.1-ee", "17.0.0-ee"]) {
  const ranges = [">=17.0.0", "17 - 19", "*"].map((range) => `${range} ${semver.satisfies(version, range)}`);
  const compared = `gte 17.0.0 ${semver.gte(version, "17.0.0")}`;
  const coerced = `coerced >=17.0.0 ${semver.satisfies(semver.coerce(version), ">=17.0.0")}`;
  console.log(`${version}: ${[...ranges, compared, coerced].join(", ")}`);
}
JS
(cd "$dir" && node finding.cjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
18.3.1: >=17.0.0 true, 17 - 19 true, * true, gte 17.0.0 true, coerced >=17.0.0 true
18.3.1-ee: >=17.0.0 false, 17 - 19 false, * false, gte 17.0.0 true, coerced >=17.0.0 true
17.0.0-ee: >=17.0.0 false, 17 - 19 false, * false, gte 17.0.0 false, coerced >=17.0.0 true
STATED
echo semver@7.8.6
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
