// Compares what was read with what is expected, with the same leniency for all.
import { origin, recorded } from "./site.mjs";

export const fields = [
  "title",
  "description",
  "image",
  "icon",
  "site",
  "author",
  "published",
  "modified",
  "language",
  "canonical",
];

const addresses = new Set(["image", "icon", "canonical"]);
const times = new Set(["published", "modified"]);

// Smart quotes and dots are a matter of taste.
const plain = (text) =>
  text
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/\u2026/g, "...")
    .replace(/[\s\u200b\ufeff]+/g, " ")
    .trim();

// So are a slash at the end and the order of a query.
function address(text, base) {
  if (!URL.canParse(text, base)) return text;
  const url = new URL(text, base);
  url.searchParams.sort();
  return `${url.origin}${url.pathname.replace(/\/$/, "")}${url.search}`;
}

// A time without a zone is UTC.
function instant(text) {
  const zoned = /(?:Z|[+-]\d\d:?\d\d|[A-Z]{3})$/.test(text) || !/\d:\d/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? text : time;
}

function normal(field, value, base) {
  if (value === undefined || value === null || `${value}`.trim() === "") return null;
  const text = recorded(`${value.url ?? value}`.trim());
  if (addresses.has(field)) return address(text, base);
  if (times.has(field)) return instant(text);
  // metascraper tells the language without its region.
  if (field === "language") return text.toLowerCase().split(/[-_]/)[0];
  return plain(text);
}

/** right, wrong, missing; extra for what the page does not say; none if there is nothing to compare. */
export function judge(field, expected, actual, page) {
  const base = recorded(page.found);
  const [wanted, found] = [normal(field, expected, base), normal(field, actual, base)];
  if (wanted !== null) return found === null ? "missing" : found === wanted ? "right" : "wrong";
  if (found === null) return "none";
  // Some tell the address that was asked for, and the icon that browsers guess. Both are sensible.
  if (field === "canonical" && found === address(base)) return "none";
  if (field === "icon" && found === recorded(`${origin}/favicon.ico`)) return "none";
  return "extra";
}
