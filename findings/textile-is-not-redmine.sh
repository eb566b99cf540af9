#!/usr/bin/env bash
# Guess: a Textile library shows a Redmine description as Redmine does: Redmine's default markup is Textile.
# What happens: Redmine's formatter leaves out what breaks trackers. textile-js turns "--amend" into a dash and "amend",
#   writes 1920 x 1080 and (c) with signs, and takes "#12 is fixed" (in Redmine a link to issue 12) for item 12 of a list.
#   And a guess that fails the other way: Redmine itself strikes out "rf -" in "rm -rf -- old -v".
# Version: textile-js 2.1.1 (npm); Redmine 5.0.4's formatter, from Debian's package, which Ruby runs alone.
# Source: https://textile-lang.com/ (glyphs; lists with a start); https://www.redmine.org/projects/redmine/wiki/RedmineTextFormattingTextile.
# Who meets it: people whose card shows a command that does not work when it is copied, or a number in place of a link.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/texts" <<'TEXT'
Run git commit --amend
#12 is fixed
1920 x 1080, (c) Acme
Run rm -rf -- old -v
TEXT

npm install --no-audit --no-fund --silent --prefix "$dir" textile-js@2.1.1
cat > "$dir/finding.cjs" <<'JS'
const textile = require("textile-js");
const texts = require("node:fs").readFileSync(`${__dirname}/texts`, "utf8").trim().split("\n");
for (const text of texts) console.log(`textile-js: ${text} => ${textile(text).replace(/\s+/g, " ")}`);
JS

apt-get -qq update > "$dir/apt"
command -v ruby > "$dir/ruby" || apt-get install -y -qq ruby > "$dir/apt"
(cd "$dir" && apt-get -qq -o APT::Sandbox::User=root download redmine && dpkg-deb --extract redmine_*.deb redmine)
cat > "$dir/finding.rb" <<'RB'
require "cgi"
module Redmine; module Helpers; module URL; end; end; end
class Object; def blank? = respond_to?(:empty?) ? empty? : !self; end
class Object; def present? = !blank?; end
require Dir["#{__dir__}/redmine/**/redcloth3.rb"].first
File.foreach("#{__dir__}/texts", chomp: true) do |text|
  formatter = RedCloth3.new(text.dup)
  formatter.no_span_caps = true
  puts "Redmine: #{text} => #{formatter.to_html(:textile, :block_markdown_rule)}"
end
RB
(node "$dir/finding.cjs" && ruby "$dir/finding.rb") > "$dir/seen"

cat > "$dir/stated" <<'STATED'
textile-js: Run git commit --amend => <p>Run git commit &#8212;amend</p>
textile-js: #12 is fixed => <ol start="12"> <li>is fixed</li> </ol>
textile-js: 1920 x 1080, (c) Acme => <p>1920 &#215; 1080, &#169; Acme</p>
textile-js: Run rm -rf -- old -v => <p>Run rm <del>rf -</del> old -v</p>
Redmine: Run git commit --amend => <p>Run git commit --amend</p>
Redmine: #12 is fixed => <p>#12 is fixed</p>
Redmine: 1920 x 1080, (c) Acme => <p>1920 x 1080, (c) Acme</p>
Redmine: Run rm -rf -- old -v => <p>Run rm <del>rf -</del> old -v</p>
STATED
echo "textile-js 2.1.1, Redmine $(dpkg-deb --field "$dir"/redmine_*.deb Version)"
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
