// The REST endpoints that cards ask, with GitHub's own objects.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
import { json, validated } from "./http.mjs";
import { historyOf, toComparison } from "./parts.mjs";
import { toHTML, toText } from "./markdown.mjs";

const resources = [
  [/^issues\/comments\/(\d+)$/, ({ comments }, [id]) => comments.issueComments.get(id)],
  [/^pulls\/comments\/(\d+)$/, ({ comments }, [id]) => comments.reviewComments.get(id)],
  [/^pulls\/(\d+)\/reviews\/(\d+)$/, ({ comments }, [number, id], login) => review(comments, number, id, login)],
  [/^comments\/(\d+)$/, ({ comments }, [id]) => comments.commitComments.get(id)],
  [/^issues\/(\d+)$/, issue],
  [/^compare\/(.+)\.\.\.(.+)$/, comparison],
];

/** Answers `/repos/{owner}/{name}/…` and `/repositories/{id}/…`; false for all other paths. */
export function rest(request, response, root, path, { world, token, headers }) {
  const [, owner, name, id, below] = /^\/(?:repos\/([^/]+)\/([^/]+)|repositories\/(\d+))\/(.+)$/.exec(path) ?? [];
  if (!below) return false;
  const [pattern, read] = resources.find(([candidate]) => candidate.test(below)) ?? [];
  if (!read) throw new Error(`The GitHub double does not know ${path}.`);

  const repository = id ? world.visibleById(Number(id), token) : world.visible(owner, name, token);
  if (!repository) return notFound(response, headers);
  const { nameWithOwner, databaseId } = repository.fields;
  if (!id && nameWithOwner.toLowerCase() !== `${owner}/${name}`.toLowerCase())
    return moved(response, `${root}/repositories/${databaseId}/${below}`, headers);

  const found = read(repository, pattern.exec(below).slice(1).map(valueOf), token.login, world);
  if (!found) return notFound(response, headers);
  if (!found.movedTo) return shown(request, response, root, repository, found, headers);
  const { target, number } = found.movedTo;
  const isSeen = world.visibleById(target.fields.databaseId, token);
  return isSeen
    ? moved(response, `${root}/repositories/${target.fields.databaseId}/issues/${number}`, headers)
    : notFound(response, headers);
}

const valueOf = (part) => (/^\d+$/.test(part) ? Number(part) : decodeURIComponent(part));

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits; the changed files stand on the first page only. */
function comparison(repository, [base, head]) {
  const [from, to] = [historyOf(repository, base), historyOf(repository, head)];
  if (!from || !to) return undefined;
  const { status, aheadBy, behindBy } = toComparison(from, to);
  const { fields, restCommit } = repository;
  const url = `https://github.com/${fields.nameWithOwner}/compare/${base}...${head}`;
  return {
    url: `https://api.github.com/repos/${fields.nameWithOwner}/compare/${base}...${head}`,
    html_url: url,
    permalink_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    base_commit: restCommit,
    merge_base_commit: restCommit,
    status: status.toLowerCase(),
    ahead_by: aheadBy,
    behind_by: behindBy,
    total_commits: aheadBy,
    commits: [],
  };
}

/** Its author alone sees a review that is not submitted yet. */
function review({ reviews }, number, id, login) {
  const found = reviews.get(id);
  return found?.pull_request_url.endsWith(`/pulls/${number}`) && (found.state !== "PENDING" || found.user.login === login)
    ? found
    : undefined;
}

function issue({ issues, things, moved }, [number]) {
  if (things.has(number) && !issues.has(number)) throw new Error(`The GitHub double has no REST object of #${number}.`);
  return issues.get(number) ?? (moved.has(number) ? { movedTo: moved.get(number) } : undefined);
}

function shown(request, response, root, { fields, publishedAs }, found, headers) {
  const text = JSON.stringify(found)
    .replaceAll(`https://api.github.com/repos/${publishedAs}`, `${root}/repos/${fields.nameWithOwner}`)
    .replaceAll(`https://github.com/${publishedAs}`, `https://github.com/${fields.nameWithOwner}`);
  const accepted = request.headers.accept ?? "*/*";
  const [, form] = /application\/(?:vnd\.github(?:\.v3)?(?:\.(raw|text|html|full))?\+)?json|\*\/\*/.exec(accepted) ?? [];
  if (!/json|\*\/\*/.test(accepted)) return unsupported(response, headers);
  const { minimized, ...answer } = JSON.parse(text);
  // REST says of no other kind whether it is hidden.
  const said = found.issue_url ? { ...answer, minimized: minimized ?? null } : answer;
  validated(request, response, inForm(said, form), headers);
  return true;
}

/** https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types */
function inForm({ body, ...answer }, form = "raw") {
  const forms = {
    raw: { body },
    text: { body_text: toText(body) },
    html: { body_html: toHTML(body) },
    full: { body, body_text: toText(body), body_html: toHTML(body) },
  };
  return { ...answer, ...(body === undefined ? {} : forms[form]) };
}

function unsupported(response, headers) {
  const message =
    "Unsupported 'Accept' header: Must accept 'application/json'.";
  json(response, 415, { message, documentation_url: "https://docs.github.com/rest", status: "415" }, headers);
  return true;
}

function moved(response, location, headers) {
  json(
    response,
    301,
    {
      message: "Moved Permanently",
      url: location,
      documentation_url: "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
    },
    { ...headers, location },
  );
  return true;
}

function notFound(response, headers) {
  json(
    response,
    404,
    { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
    headers,
  );
  return true;
}
