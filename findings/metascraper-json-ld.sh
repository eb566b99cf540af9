#!/usr/bin/env bash
# Guess: what a page says of itself in JSON-LD is its headline, its author and its date of publication.
# What happens: metascraper takes <title> before the headline, the date of the last change before that of publication, and the
#   brand of a product as its author.
# Version: metascraper 5.49.24, metascraper-title, -author and -date 5.49.24 (npm).
# Source: https://schema.org/headline, https://schema.org/datePublished, https://schema.org/brand.
# Who meets it: readers of cards: "Acme" instead of the headline, by a brand, and an article of January dated March.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" metascraper@5.49.24 metascraper-title@5.49.24 \
  metascraper-author@5.49.24 metascraper-date@5.49.24
cat > "$dir/finding.mjs" <<'JS'
import metascraper from "metascraper";
import author from "metascraper-author";
import date from "metascraper-date";
import title from "metascraper-title";

const read = metascraper([title(), author(), date()]);
async function show(name, what) {
  const html = `<!doctype html><title>Acme</title><script type="application/ld+json">${JSON.stringify(what)}</script>`;
  const page = await read({ html, url: "https://shop.acme.com/pumps" });
  console.log(`${name}: ${JSON.stringify(page)}`);
}
await show("article", {
  "@context": "https://schema.org",
  "@type": "Article",
  headline: "Pumps for ships",
  author: { "@type": "Person", name: "Ada Quux" },
  datePublished: "2026-01-02",
  dateModified: "2026-03-04",
});
await show("product", {
  "@context": "https://schema.org",
  "@type": "Product",
  name: "Pump",
  brand: { "@type": "Brand", name: "Harbour Goods" },
});
JS
(cd "$dir" && node finding.mjs) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
article: {"title":"Acme","author":"Ada Quux","date":"2026-03-04T00:00:00.000Z"}
product: {"title":"Acme","author":"Harbour Goods","date":null}
STATED
echo metascraper@5.49.24
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
