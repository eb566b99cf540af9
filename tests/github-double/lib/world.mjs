// What there is on this GitHub: real objects out of GitHub's own example deliveries.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toDiscussion, toDiscussionComment, toMilestone, toRelease } from "./parts.mjs";
import { toActor, toComment, toCommit, toIssue, toPullRequest, toRepository, toReview } from "./mapping.mjs";

const path = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
const deliveries = JSON.parse(readFileSync(path, "utf8"));

/** A payload of GitHub's examples. */
export function example(event, action, accept = () => true) {
  const examples = deliveries.find(({ name }) => name === event)?.examples ?? [];
  const found = examples.find((payload) => (!action || payload.action === action) && accept(payload));
  if (!found) throw new Error(`There is no example of ${event} ${action ?? ""}.`);
  return structuredClone(found);
}

/** A release with its tag, a tag without a release, two branches, a milestone and a discussion. */
function partsOfHello(commit) {
  const [release, created] = [example("release", "published").release, example("create")];
  const head = toCommit({
    ...example("status").commit,
    sha: example("pull_request", "opened").pull_request.head.sha,
  });
  return {
    restCommit: signed(example("status").commit),
    refs: [
      [`refs/heads/${created.master_branch}`, [commit]],
      [`refs/heads/${example("pull_request", "opened").pull_request.head.ref}`, [commit, head]],
      [`refs/tags/${created.ref}`, [commit]],
      [`refs/tags/${release.tag_name}`, [commit]],
    ],
    releases: [{ ...toRelease(release, commit), isLatest: true }],
    milestones: [toMilestone(example("milestone", "created").milestone)],
    ...discussed(({ repository }) => !repository.private),
  };
}

/** The example is older than the time of verification. */
const signed = ({ commit, ...rest }) => ({
  ...rest,
  commit: { ...commit, verification: { ...commit.verification, verified_at: null } },
});

function discussed(accept) {
  const comment = toDiscussionComment(example("discussion_comment", "created", accept).comment);
  const discussion = example("discussion", "created", accept).discussion;
  const comments = new Map([[comment.databaseId, comment]]);
  return { discussions: [toDiscussion(discussion, comments)], discussionComments: [comment] };
}

const commentKinds = ["issueComments", "reviewComments", "reviews", "commitComments"];

const key = (owner, name) => `${owner}/${name}`.toLowerCase();

export class World {
  constructor() {
    const hello = example("pull_request", "opened");
    const issues = example("issues", "opened");
    const status = example("status");
    const secret = example("pull_request_review_thread", "resolved", ({ repository }) => repository.private);
    const comments = {
      issueComments: [example("issue_comment", "created").comment],
      reviewComments: [example("pull_request_review_comment", "created").comment],
      reviews: [toReview(example("pull_request_review", "submitted").review)],
      commitComments: [example("commit_comment", "created").comment],
    };
    const electron = example("check_run", "requested_action", ({ repository }) => repository.name === "electron");

    this.users = [
      hello.sender,
      example("github_app_authorization", "revoked").sender,
      example("sponsorship", "created").sender,
    ];
    this.repositories = new Map();
    this.#add(hello.repository, {
      things: [toPullRequest(hello.pull_request), toIssue(issues.issue)],
      issues: [issues.issue],
      commits: [toCommit(status.commit)],
      comments,
      ...partsOfHello(toCommit(status.commit)),
    });
    this.#add(secret.repository, {
      things: [toPullRequest(secret.pull_request)],
      seenBy: [hello.sender.login],
      ...discussed(({ repository }) => repository.private),
    });
    this.#add(electron.repository, {});
  }

  #add(payload, { things = [], issues = [], commits = [], comments = {}, seenBy = [], ...parts }) {
    const fields = toRepository(payload);
    this.repositories.set(fields.nameWithOwner.toLowerCase(), {
      fields,
      seenBy: new Set(seenBy.map((login) => login.toLowerCase())),
      things: new Map(things.map((thing) => [thing.number, thing])),
      commits,
      restCommit: parts.restCommit,
      refs: new Map(parts.refs),
      releases: new Map((parts.releases ?? []).map((release) => [release.tagName, release])),
      milestones: new Map((parts.milestones ?? []).map((milestone) => [milestone.number, milestone])),
      discussions: new Map((parts.discussions ?? []).map((discussion) => [discussion.number, discussion])),
      discussionComments: new Map((parts.discussionComments ?? []).map((comment) => [comment.databaseId, comment])),
      // REST's objects, as they came; the name they were published under is replaced when they are shown.
      publishedAs: fields.nameWithOwner,
      issues: new Map(issues.map((issue) => [issue.number, issue])),
      comments: Object.fromEntries(
        commentKinds.map((kind) => [kind, new Map((comments[kind] ?? []).map((comment) => [comment.id, comment]))]),
      ),
      moved: new Map(),
    });
  }

  find(login) {
    return this.users.find((candidate) => candidate.login.toLowerCase() === login?.toLowerCase());
  }

  user(login) {
    const user = this.find(login);
    if (!user) throw new Error(`There is no user ${login}; there are ${this.users.map(({ login }) => login)}.`);
    return user;
  }

  addUsers(logins) {
    const first = Math.max(...this.users.map(({ id }) => id)) + 1;
    this.users.push(...logins.map((login, i) => ({ ...this.users[0], login, id: first + i })));
  }

  viewer(login) {
    return toActor(this.user(login));
  }

  /** For control: a repository whether anyone sees it or not. */
  repository(nameWithOwner) {
    const found = this.repositories.get(nameWithOwner?.toLowerCase());
    if (!found) throw new Error(`There is no repository ${nameWithOwner}; there are ${[...this.repositories.keys()]}.`);
    return found;
  }

  /** For control: the comments of a kind. */
  comments(repository, kind) {
    const found = this.repository(repository).comments[kind];
    if (!found) throw new Error(`There is no kind of comment ${kind}; there are ${commentKinds}.`);
    return found;
  }

  /** For queries: a repository as someone sees it; undefined when they do not. */
  visible(owner, name, token) {
    return this.#asSeen(this.repositories.get(key(owner, name)), token);
  }

  /** The same by its number, which it keeps when it is renamed. */
  visibleById(id, token) {
    const found = [...this.repositories.values()].find(({ fields }) => fields.databaseId === id);
    return this.#asSeen(found, token);
  }

  /** GraphQL's object of a comment that someone sees, by REST's node_id. */
  commentOf(nodeId, token) {
    for (const repository of this.repositories.values())
      for (const [kind, comments] of Object.entries(this.#asSeen(repository, token)?.comments ?? {}))
        for (const comment of comments.values())
          if (comment.node_id === nodeId) return toComment(kind, comment);
  }

  /** GraphQL's object of a discussion's comment that someone sees. */
  discussionCommentOf(nodeId, token) {
    for (const repository of this.repositories.values())
      for (const comment of this.#asSeen(repository, token)?.discussionComments.values() ?? [])
        if (comment.id === nodeId) return comment;
  }

  #asSeen(found, { login, scopes, isApp }) {
    if (!found) return undefined;
    if (found.fields.visibility === "PUBLIC") return found;
    const covered = isApp || scopes.includes("repo");
    return covered && found.seenBy.has(login.toLowerCase()) ? found : undefined;
  }

  /** GraphQL's object only: REST does not know it. */
  copy(nameWithOwner, number, to) {
    const { things } = this.repository(nameWithOwner);
    if (!things.has(number)) throw new Error(`There is no ${nameWithOwner}#${number}.`);
    things.set(to, { ...things.get(number), number: to });
  }

  /** The old name goes on leading to the repository, as on GitHub. */
  rename(from, to) {
    const found = this.repository(from);
    found.fields = { ...found.fields, nameWithOwner: to, name: to.split("/")[1] };
    this.repositories.set(to.toLowerCase(), found);
  }

  /** Somebody else takes a name that is free since a rename, and writes issue 1 there. */
  register(nameWithOwner, id) {
    const [owner, name] = nameWithOwner.split("/");
    if (this.repositories.get(key(owner, name))?.fields.nameWithOwner.toLowerCase() === key(owner, name))
      throw new Error(`The name ${nameWithOwner} is taken.`);
    const { repository, issue } = example("issues", "opened");
    this.#add(
      { ...repository, id, name, full_name: nameWithOwner },
      { things: [{ ...toIssue(issue), title: "An issue of somebody else" }] },
    );
  }

  /** https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository */
  transfer(from, number, to, newNumber) {
    const [old, target] = [this.repository(from), this.repository(to)];
    const [thing, issue] = [old.things.get(number), old.issues.get(number)];
    if (!thing || !issue) throw new Error(`There is no issue ${from}#${number}.`);
    old.things.delete(number);
    old.issues.delete(number);
    old.moved.set(number, { target, number: newNumber });
    target.things.set(newNumber, { ...thing, number: newNumber });
    const moved = renamed(issue, old.publishedAs, target.publishedAs, number, newNumber);
    target.issues.set(newNumber, { ...moved, number: newNumber });
    // They go along, to where they have new addresses.
    for (const [id, comment] of old.comments.issueComments)
      if (comment.issue_url.endsWith(`/issues/${number}`)) old.comments.issueComments.delete(id);
  }
}

/** REST's objects name their repository and number in many addresses. */
function renamed(issue, from, to, number, newNumber) {
  const text = JSON.stringify(issue)
    .replaceAll(`${from}/issues/${number}`, `${to}/issues/${newNumber}`)
    .replaceAll(`/${from}`, `/${to}`);
  return JSON.parse(text);
}
