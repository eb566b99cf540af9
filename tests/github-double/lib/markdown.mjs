// GitHub's rendering of what people write, as its API gives it in bodyHTML and body_html: sanitised, and with elements of
// GitHub's own. https://docs.github.com/en/get-started/writing-on-github
import { createHash } from "node:crypto";
import { gemoji } from "gemoji";
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

const emoji = new Map(gemoji.flatMap(({ emoji, names }) => names.map((name) => [name, emoji])));
const alerts = /^\[!(note|tip|important|warning|caution)\]\s*$/i;
const drawings = new Set(["mermaid", "geojson", "topojson", "stl"]);
// Of these, GitHub drops the content too.
const dropped = /<(script|style|iframe|title|textarea|xmp|noembed|noframes|plaintext)\b[^]*?(<\/\1\s*>|$)/gi;

const parser = new MarkdownIt({ html: true, linkify: true, breaks: true }).use(footnote);
const { escapeHtml } = parser.utils;

const rules = parser.renderer.rules;
const fence = rules.fence;

rules.fence = (tokens, index, options, environment, self) => {
  const [language = ""] = tokens[index].info.trim().split(/\s/);
  const code = escapeHtml(tokens[index].content);
  if (drawings.has(language))
    return `<section class="js-render-needs-enrichment render-needs-enrichment position-relative" data-type="${language}"><div class="js-render-enrichment-target" data-plain="${code}" dir="auto"><div class="render-plaintext-hidden" dir="auto"><pre lang="${language}" aria-label="Raw ${language} code">${code}</pre></div></div></section>\n`;
  if (language === "math") return `<math-renderer class="js-display-math" style="display: block">$$${code}$$</math-renderer>\n`;
  if (["csharp", "python", "yaml", "json", "sh"].includes(language))
    return `<div class="highlight highlight-source-${language}" dir="auto"><pre class="notranslate">${code}</pre></div>\n`;
  return language
    ? `<pre lang="${escapeHtml(language)}" class="notranslate"><code class="notranslate">${code}</code></pre>\n`
    : fence(tokens, index, options, environment, self).replace("<pre>", '<pre class="notranslate">');
};

rules.table_open = () => '<markdown-accessiblity-table><table role="table">\n';
rules.table_close = () => "</table></markdown-accessiblity-table>\n";
rules.s_open = () => "<del>";
rules.s_close = () => "</del>";
rules.footnote_ref = (tokens, index) => {
  const number = tokens[index].meta.id + 1;
  return `<sup><a href="#user-content-fn-${number}" id="user-content-fnref-${number}" data-footnote-ref="" aria-describedby="footnote-label">${number}</a></sup>`;
};
rules.footnote_block_open = () =>
  '<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only" dir="auto">Footnotes</h2>\n<ol dir="auto">\n';
rules.footnote_block_close = () => "</ol>\n</section>\n";
rules.footnote_anchor = () => ' <a href="#" data-footnote-backref="" class="data-footnote-backref">↩</a>';

parser.core.ruler.push("github", ({ tokens, Token }) => {
  for (const [index, token] of tokens.entries()) {
    if (["paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open"].includes(token.type))
      token.attrSet("dir", "auto");
    if (token.type === "inline") inline(token, tokens, index, Token);
  }
});

function inline(token, tokens, index, Token) {
  task(token, tokens, index, Token);
  alert(token, tokens, index, Token);
  for (const child of token.children) {
    if (child.type !== "text") continue;
    const shown = escapeHtml(child.content).replace(/:([a-z0-9_+-]+):/g, (code, name) =>
      emoji.has(name) ? `<g-emoji class="g-emoji" alias="${name}">${emoji.get(name)}</g-emoji>` : code,
    );
    Object.assign(child, {
      type: "html_inline",
      content: shown.replace(
        /(^|[\s(])@([a-z\d](?:[a-z\d-]*[a-z\d])?)\b/gi,
        '$1<a class="user-mention notranslate" data-hovercard-type="user" href="https://github.com/$2">@$2</a>',
      ),
    });
  }
}

function task(token, tokens, index, Token) {
  const [, mark, rest] = /^\[([ xX])\](?: (.*))?$/s.exec(token.children[0]?.content ?? "") ?? [];
  if (mark === undefined || tokens[index - 2]?.type !== "list_item_open") return;
  const box = new Token("html_inline", "", 0);
  box.content = `<input type="checkbox" id="" disabled="" class="task-list-item-checkbox"${mark === " " ? "" : ' checked=""'}> `;
  token.children[0].content = rest ?? "";
  token.children.unshift(box);
  tokens[index - 2].attrSet("class", "task-list-item");
  const list = tokens.slice(0, index).findLast(({ type, level }) => /list_open$/.test(type) && level < token.level);
  list?.attrSet("class", "contains-task-list");
}

function alert(token, tokens, index, Token) {
  const kind = alerts.exec(token.children[0]?.content ?? "")?.[1];
  if (!kind || tokens[index - 2]?.type !== "blockquote_open") return;
  const open = tokens[index - 2];
  const close = tokens.slice(index).find(({ type, level }) => type === "blockquote_close" && level === open.level);
  open.tag = close.tag = "div";
  open.attrSet("class", `markdown-alert markdown-alert-${kind.toLowerCase()}`);
  const title = new Token("html_inline", "", 0);
  const word = kind[0].toUpperCase() + kind.slice(1).toLowerCase();
  title.content = `<svg class="octicon" viewBox="0 0 16 16"><path d="M0 8"></path></svg>${word}</p>\n<p dir="auto">`;
  tokens[index - 1].attrSet("class", "markdown-alert-title");
  token.children.splice(0, token.children[1]?.type.endsWith("break") ? 2 : 1, title);
}

/** Others' pictures come through a proxy; those that were dropped into a text, with a signature that opens them. */
function picture(tag) {
  const source = /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1];
  if (!source) return tag;
  const [, id] = /\/user-attachments\/assets\/([\w-]+)/.exec(source) ?? [];
  const address = id
    ? `https://private-user-images.githubusercontent.com/1/${id}.png?jwt=eyJhbGciOiJIUzI1NiJ9.${id}.signature`
    : `https://camo.githubusercontent.com/${createHash("sha256").update(source).digest("hex")}/${Buffer.from(source).toString("hex")}`;
  const shown = tag
    .replace(/\bsrc\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i, `src="${address}"`)
    .replace(/\s*\/?>$/, `${id ? "" : ` data-canonical-src="${escapeHtml(source)}"`} style="max-width: 100%;">`);
  return `<a target="_blank" rel="noopener noreferrer" href="${address}">${shown}</a>`;
}

const tag = `(?:"[^"]*"|'[^']*'|[^>"'])*>`;
const linkedPicture = new RegExp(`(<a\\b${tag}\\s*)(<img\\b${tag})(\\s*</a>)`, "gi");
const loosePicture = new RegExp(`<img\\b(?!\u0000)${tag}`, "gi");
const bare = (html) => html.replace(/^<a\b[^>]*>|<\/a>$/g, "");

/** bodyHTML of a text. */
export function toHTML(markdown) {
  return parser
    .render(markdown ?? "")
    .replace(/<!--[^]*?(-->|$)/g, "")
    .replace(dropped, "")
    .replace(/ on\w+\s*=\s*("[^"]*"|'[^']*')/gi, "")
    .replace(linkedPicture, (_, open, image, close) => `${open}${bare(picture(image)).replace("<img", "<img\u0000")}${close}`)
    .replace(loosePicture, picture)
    .replaceAll("\u0000", "")
    .trim();
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** bodyText of a text. */
export function toText(markdown) {
  return toHTML(markdown)
    .replace(/<svg[^]*?<\/svg>/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot);/g, (_, name) => entities[name])
    .trim();
}
