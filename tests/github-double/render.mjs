// node render.mjs < texts.json: {"name": "Markdown"} becomes {"name": "HTML"}, as GitHub renders it.
import { text } from "node:stream/consumers";
import { toHTML } from "./lib/markdown.mjs";

const texts = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(Object.fromEntries(Object.entries(texts).map(([name, body]) => [name, toHTML(body)]))));
