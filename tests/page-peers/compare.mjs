// Reads every page of the corpus with each library and with ours, and writes the table into docs/web-pages.md.
//   npm run compare              needs the .NET SDK; takes some minutes
//   npm run compare -- --list    names every answer that is not right, and measures nothing
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fields, judge } from "./judge.mjs";
import { names, readPage } from "./libraries.mjs";
import { costs } from "./costs.mjs";
import { pages, origin, start } from "./site.mjs";
import { write } from "./table.mjs";

const bench = new URL("../Unfurl.Benchmarks/", import.meta.url).pathname;
const isList = process.argv.includes("--list");
const temporary = mkdtempSync(join(tmpdir(), "page-peers-"));

try {
  execFileSync("dotnet", ["build", "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"], {
    cwd: bench,
    stdio: "inherit",
  });
  const ours = (...args) =>
    execFileSync("dotnet", [join(bench, "bin/Release/net10.0/Unfurl.Benchmarks.dll"), "pages", ...args]);
  const read = join(temporary, "read.json");
  ours("--json", read);
  const answers = JSON.parse(readFileSync(read, "utf8"));

  const site = await start();
  const files = [];
  const counts = { ours: count(), ...Object.fromEntries(names.map((name) => [name, count()])) };
  for (const { name, expected } of pages) {
    const url = new URL(expected.url, origin).href;
    site.serve(name);
    const response = await site.fetch(url);
    await response.arrayBuffer();
    const type = response.headers.get("content-type");
    // The others read HTML only, and ours tells of a file nothing but its name.
    if (expected.outcome === "page" && type && !/html/i.test(type)) {
      files.push(name);
      continue;
    }
    const page = { found: response.url };
    for (const library of ["ours", ...names]) {
      const answer =
        library === "ours"
          ? answers[name].outcome === "page" && answers[name]
          : await readPage(library, url, site);
      add(counts[library], name, expected, answer || null, page);
    }
  }
  await site.stop();

  if (isList) {
    for (const [library, { list }] of Object.entries(counts)) console.log(`${library}\n  ${list.join("\n  ")}`);
  } else {
    write({ counts, costs: costs(ours, temporary), pages: pages.length, files: files.length });
  }
} finally {
  rmSync(temporary, { recursive: true });
}

function count() {
  const none = () => ({ right: 0, wrong: 0, missing: 0, extra: 0, none: 0, offered: false });
  return { fields: Object.fromEntries(fields.map((field) => [field, none()])), walls: 0, shown: 0, list: [] };
}

function add(counts, name, expected, answer, page) {
  if (expected.outcome !== "page") {
    counts.walls++;
    if (answer?.title?.trim()) {
      counts.shown++;
      counts.list.push(`${name}: shown, ${JSON.stringify(answer.title)}`);
    }
    return;
  }
  for (const field of fields) {
    // Null is what was looked for and not found. Ours leaves that out.
    counts.fields[field].offered ||= answer?.outcome === "page" || answer?.[field] !== undefined;
    const verdict = judge(field, expected[field], answer?.[field], page);
    counts.fields[field][verdict]++;
    if (counts.fields[field].offered && verdict !== "right" && verdict !== "none")
      counts.list.push(
        `${name}: ${field} ${verdict}, ${JSON.stringify(answer?.[field] ?? null)} for ${JSON.stringify(expected[field] ?? null)}`,
      );
  }
}
