// Parts of a repository beside issues and commits: releases, tags, branches, milestones, discussions, in the words of GraphQL.
import { GraphQLError } from "graphql";
import { connection, sized, toActor, toLabel, total } from "./mapping.mjs";

const upper = (text) => text?.toUpperCase() ?? null;

const toAsset = ({ node_id, name, size, download_count, content_type, browser_download_url }) => ({
  id: node_id,
  name,
  size,
  downloadCount: download_count,
  contentType: content_type,
  downloadUrl: browser_download_url,
});

/** GraphQL's author of a release is a user: an app that made it is nobody here. */
const toUser = (user) => (user?.type === "User" ? toActor(user) : null);

export const toRelease = (release, commit) => ({
  __typename: "Release",
  id: release.node_id,
  databaseId: release.id,
  url: release.html_url,
  name: release.name,
  tagName: release.tag_name,
  isDraft: release.draft,
  isPrerelease: release.prerelease,
  isLatest: false,
  createdAt: release.created_at,
  publishedAt: release.published_at,
  updatedAt: release.published_at ?? release.created_at,
  description: release.body ?? "",
  author: toUser(release.author),
  tagCommit: commit,
  mentions: null,
  reactions: total(0),
  releaseAssets: ({ name, ...range }) =>
    connection(release.assets.filter((asset) => !name || asset.name === name).map(toAsset))(range),
});

export const toMilestone = (milestone) => ({
  __typename: "Milestone",
  id: milestone.node_id,
  number: milestone.number,
  title: milestone.title,
  url: milestone.html_url,
  state: upper(milestone.state),
  description: milestone.description,
  dueOn: milestone.due_on,
  createdAt: milestone.created_at,
  updatedAt: milestone.updated_at,
  closedAt: milestone.closed_at,
  progressPercentage: (100 * milestone.closed_issues) / Math.max(1, milestone.open_issues + milestone.closed_issues),
  creator: toActor(milestone.creator),
  issues: ({ states }) => total(states?.includes("CLOSED") ? milestone.closed_issues : milestone.open_issues),
  pullRequests: () => total(0),
});

export const toDiscussion = (discussion, comments) => ({
  __typename: "Discussion",
  id: discussion.node_id,
  databaseId: discussion.id,
  number: discussion.number,
  title: discussion.title,
  url: discussion.html_url,
  body: discussion.body,
  closed: discussion.state === "closed",
  closedAt: null,
  stateReason: upper(discussion.state_reason),
  isAnswered: discussion.category.is_answerable ? discussion.answer_chosen_at !== null : null,
  answerChosenAt: discussion.answer_chosen_at,
  answerChosenBy: toActor(discussion.answer_chosen_by),
  locked: discussion.locked,
  createdAt: discussion.created_at,
  updatedAt: discussion.updated_at,
  upvoteCount: 1,
  author: toActor(discussion.user),
  category: {
    name: discussion.category.name,
    emoji: discussion.category.emoji,
    isAnswerable: discussion.category.is_answerable,
  },
  poll: null,
  labels: connection((discussion.labels ?? []).map(toLabel)),
  comments: (range) => connection([...comments.values()].filter(({ parent }) => !parent))(range),
});

export const toDiscussionComment = (comment) => ({
  __typename: "DiscussionComment",
  id: comment.node_id,
  databaseId: comment.id,
  body: comment.body,
  createdAt: comment.created_at,
  updatedAt: comment.updated_at,
  deletedAt: null,
  isAnswer: false,
  isMinimized: false,
  minimizedReason: null,
  upvoteCount: 1,
  author: toActor(comment.user),
  parent: comment.parent_id,
  replyTo: comment.parent_id ? { databaseId: comment.parent_id } : null,
  replies: connection([]),
});

/** A branch or tag, by its commits from the oldest to the newest. */
const toRef = (repository, qualifiedName) => ({
  name: qualifiedName.replace(/^refs\/(heads|tags)\//, ""),
  prefix: qualifiedName.replace(/[^/]+$/, ""),
  target: repository.refs.get(qualifiedName).at(-1),
  compare: ({ headRef }) => {
    const head = historyOf(repository, headRef);
    return head ? toComparison(repository.refs.get(qualifiedName), head) : null;
  },
});

/** Of the name of a branch or tag, in full or not, or of a commit. */
export function historyOf(repository, name) {
  const ref = refNamed(repository, name);
  if (ref) return repository.refs.get(ref);
  for (const history of repository.refs.values()) {
    const at = history.findIndex(({ oid }) => name.length >= 7 && oid.startsWith(name));
    if (at >= 0) return history.slice(0, at + 1);
  }
}

export function toComparison(base, head) {
  const [ahead, behind] = [head.filter((one) => !base.includes(one)), base.filter((one) => !head.includes(one))];
  const status = ahead.length ? (behind.length ? "DIVERGED" : "AHEAD") : behind.length ? "BEHIND" : "IDENTICAL";
  return { status, aheadBy: ahead.length, behindBy: behind.length, commits: connection(ahead) };
}

const refNamed = ({ refs }, name) =>
  [name, `refs/heads/${name}`, `refs/tags/${name}`].find((candidate) => refs.has(candidate));

/** The resolvers of a repository's parts. */
export const partsOf = (repository) => ({
  release: ({ tagName }) => repository.releases.get(tagName) ?? null,
  latestRelease: () => [...repository.releases.values()].find(({ isLatest }) => isLatest) ?? null,
  ref: ({ qualifiedName }) => {
    const found = refNamed(repository, qualifiedName);
    return found ? toRef(repository, found) : null;
  },
  defaultBranchRef: () => {
    const found = refNamed(repository, repository.fields.defaultBranchRef.name);
    return found ? toRef(repository, found) : repository.fields.defaultBranchRef;
  },
  milestone: ({ number }) => repository.milestones.get(number) ?? null,
  discussion: ({ number }) => {
    const found = repository.discussions.get(number);
    if (found) return found;
    throw new GraphQLError(`Could not resolve to a Discussion with the number of ${number}.`, {
      extensions: { type: "NOT_FOUND" },
    });
  },
});
