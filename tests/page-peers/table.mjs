// Writes the table between its marks in docs/web-pages.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fields } from "./judge.mjs";
import { names, versionOf } from "./libraries.mjs";

const page = new URL("../../docs/web-pages.md", import.meta.url);
const [begin, end] = ["<!-- peers -->", "<!-- /peers -->"];

const titles = {
  image: "picture",
  site: "site's name",
  published: "published",
  modified: "modified",
  canonical: "canonical address",
};

export function write({ counts, costs, pages, files }) {
  const libraries = ["ours", ...names];
  const rows = [
    ["", ...libraries.map((name) => (name === "ours" ? "Unfurl" : `${name} ${versionOf(name)}`))],
    libraries.concat("").map(() => "---"),
    ...fields.map((field) => {
      const { right, wrong, missing } = counts.ours.fields[field];
      return [
        `${titles[field] ?? field} (${right + wrong + missing})`,
        ...libraries.map((name) => cell(counts[name].fields[field])),
      ];
    }),
    [
      `walls and failures shown as a page (of ${counts.ours.walls})`,
      ...libraries.map((name) => `${counts[name].shown}`),
    ],
    ["CPU of a small page", ...libraries.map((name) => time(costs[name], "corpus", costs.ours))],
    ["CPU of a page of 60 KiB", ...libraries.map((name) => time(costs[name], "made", costs.ours))],
  ];
  const table = rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
  const compared = pages - counts.ours.walls - files;
  const text = `${begin}\n\n${compared} pages and ${counts.ours.walls} walls and failures, with Node.js ${process.versions.node}.\n\n${table}\n\n${end}`;
  const before = readFileSync(page, "utf8");
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/web-pages.md has no marks");
  writeFileSync(page, before.slice(0, from) + text + before.slice(to + end.length));
  console.log(table);
  console.log(JSON.stringify(costs));
}

const cell = ({ right, wrong, missing, extra, offered }) =>
  offered ? `${right} / ${wrong} / ${missing}${extra > 0 ? `, ${extra} more` : ""}` : "–";

function time(costs, what, ours) {
  const value = median(costs.map((cost) => cost[what]));
  const times = median(costs.map((cost, i) => cost[what] / ours[i][what]));
  const text = value < 1000 ? `${rounded(value)} µs` : `${rounded(value / 1000)} ms`;
  return costs === ours ? text : `${text}, ${rounded(times)} ×`;
}

const rounded = (value) => `${Number(value.toPrecision(2))}`;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
