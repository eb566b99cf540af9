// node emoji.mjs > ../../src/Unfurl.Html/emoji.tsv: the names that GitHub gives to emoji.
import { gemoji } from "gemoji";

console.log("# Names of emoji on GitHub, from npm's gemoji 8.1.0 (MIT, https://github.com/wooorm/gemoji): tests/github-double/emoji.mjs.");
for (const { emoji, names } of gemoji) for (const name of names) console.log(`${name}\t${emoji}`);
