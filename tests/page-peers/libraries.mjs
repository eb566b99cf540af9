// How each library is asked, and where its answer has what a card shows. Where it has a fact at several places, the first that is set
// counts. A fact that a library does not look for is undefined, and one that it did not find is null.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const metascraper = require("metascraper")([
  require("metascraper-title")(),
  require("metascraper-description")(),
  require("metascraper-image")(),
  require("metascraper-url")(),
  require("metascraper-publisher")(),
  require("metascraper-author")(),
  require("metascraper-date")({ datePublished: true, dateModified: true }),
  require("metascraper-lang")(),
  require("metascraper-logo")(),
]);
const { unfurl } = require("unfurl.js");
const ogs = require("open-graph-scraper");

export const names = ["metascraper", "unfurl.js", "open-graph-scraper"];

export const versionOf = (name) => require(`./node_modules/${name}/package.json`).version;

const first = (...values) => values.find((value) => value?.toString().trim()) ?? null;

const fromMetascraper = (it) => ({
  title: it.title,
  description: it.description,
  image: it.image,
  // metascraper-logo looks for the logo of an organisation, which is another picture.
  icon: undefined,
  site: it.publisher,
  author: it.author,
  published: first(it.datePublished, it.dateModified ? null : it.date),
  modified: it.dateModified,
  language: it.lang,
  canonical: it.url,
});

const fromUnfurl = (it) => {
  const og = it.open_graph ?? {};
  const twitter = it.twitter_card ?? {};
  const oembed = it.oEmbed ?? {};
  return {
    title: first(og.title, twitter.title, it.title, oembed.title),
    description: first(og.description, twitter.description, it.description),
    image: first(
      og.images?.[0]?.secure_url,
      og.images?.[0]?.url,
      twitter.images?.[0]?.url,
      oembed.thumbnails?.[0]?.url,
    ),
    icon: first(it.favicon),
    site: first(og.site_name, oembed.provider_name),
    author: first(it.author, og.articles?.[0]?.author, oembed.author_name),
    published: first(og.articles?.[0]?.published_time),
    modified: first(og.articles?.[0]?.modified_time),
    // It passes og:locale on, and does not look for the page's language.
    language: undefined,
    canonical: first(it.canonical_url, og.url),
  };
};

const fromOgs = (it) => ({
  title: first(it.ogTitle, it.twitterTitle, it.dcTitle),
  description: first(it.ogDescription, it.twitterDescription, it.dcDescription),
  image: first(it.ogImage?.[0]?.url, it.twitterImage?.[0]?.url),
  icon: first(it.favicon),
  site: first(it.ogSiteName, it.dcPublisher),
  author: first(it.author, it.articleAuthor, it.ogArticleAuthor, it.dcCreator),
  published: first(it.articlePublishedTime, it.ogArticlePublishedTime, it.publishedTime, it.ogDate, it.dcDate),
  modified: first(it.articleModifiedTime, it.ogArticleModifiedTime, it.modifiedTime),
  language: first(it.ogLocale),
  canonical: first(it.ogUrl),
});

/** Asks for a page over the network; null where the library says that there is none. */
export async function readPage(name, url, site) {
  try {
    switch (name) {
      case "metascraper": {
        const response = await site.fetch(url);
        const html = await response.text();
        const isHtml = /html/i.test(response.headers.get("content-type") ?? "html");
        return response.ok && isHtml ? fromMetascraper(await metascraper({ html, url: response.url })) : null;
      }
      case "unfurl.js":
        return fromUnfurl(await unfurl(url));
      default:
        return fromOgs((await ogs({ url, fetchOptions: { dispatcher: site.dispatcher } })).result);
    }
  } catch {
    return null;
  }
}

/** Reads a page that is there already. */
export function readText(name, url, html) {
  switch (name) {
    case "metascraper":
      return metascraper({ html, url });
    case "unfurl.js":
      return unfurl(url, {
        fetch: async (asked) =>
          asked === url
            ? new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } })
            : new Response("", { status: 404 }),
      });
    default:
      return ogs({ html });
  }
}
