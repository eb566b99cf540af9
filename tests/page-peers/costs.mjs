// What a page costs each library: the processor time of a process of its own, in turn with ours, several times.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { names } from "./libraries.mjs";

const turns = 3;

export function costs(ours, temporary) {
  const texts = join(temporary, "texts.json");
  const figures = join(temporary, "figures.json");
  ours("--texts", texts);
  const all = { ours: [], ...Object.fromEntries(names.map((name) => [name, []])) };
  for (let turn = 0; turn < turns; turn++) {
    ours("--figures", figures);
    const [corpus, ...made] = JSON.parse(readFileSync(figures, "utf8"));
    all.ours.push({
      corpus: corpus.all,
      made: mean(made.map((page) => page.all)),
      corpusRatio: corpus.ratio,
      madeRatios: made.map((page) => page.ratio),
    });
    for (const name of names) {
      const script = new URL("measure.mjs", import.meta.url).pathname;
      all[name].push(JSON.parse(execFileSync(process.execPath, [script, name, texts])));
    }
  }
  return all;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
