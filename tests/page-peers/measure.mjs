// node measure.mjs LIBRARY TEXTS: microseconds of processor time for each page, of the corpus and of the large ones.
import { readFileSync } from "node:fs";
import { readText } from "./libraries.mjs";
import { served } from "./site.mjs";

const [library, file] = process.argv.slice(2);
const texts = JSON.parse(served(readFileSync(file, "utf8")));
const rounds = 7;

async function round(pages) {
  const before = process.cpuUsage();
  for (const { url, html } of pages) {
    // Some pages are read as an error, which costs too.
    await readText(library, url, html).catch(() => null);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / pages.length;
}

async function median(pages) {
  const costs = [];
  // The first ones warm up.
  for (let i = -3; i < rounds; i++) {
    const cost = await round(pages);
    if (i >= 0) costs.push(cost);
  }
  return costs.sort((a, b) => a - b)[rounds >> 1];
}

const corpus = texts.filter((text) => !text.made);
const made = texts.filter((text) => text.made);
// A round of five pages is too short to be measured.
const manyMade = Array.from({ length: 8 }, () => made).flat();
console.log(JSON.stringify({ corpus: await median(corpus), made: await median(manyMade) }));
