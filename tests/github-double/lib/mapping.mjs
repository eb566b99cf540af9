// GitHub's REST objects, as webhooks carry them, in the words of its GraphQL schema.

const upper = (text) => text?.toUpperCase() ?? null;
export const total = (count) => ({ totalCount: count ?? 0, nodes: [], edges: [] });

// first: keeps that many; the total stays.
export const connection =
  (items) =>
  ({ first, last }) => {
    const nodes = first ? items.slice(0, first) : last ? items.slice(-last) : items;
    return { totalCount: items.length, nodes, edges: nodes.map((node) => ({ node, cursor: "" })) };
  };

export const sized =
  (url) =>
  ({ size }) =>
    size ? `${url}${url.includes("?") ? "&" : "?"}s=${size}` : url;

export const toActor = (user) =>
  user && {
    __typename: user.type,
    id: user.node_id,
    databaseId: user.id,
    // GraphQL gives a bot's login without the suffix that REST gives it.
    login: user.login.replace(/\[bot\]$/, ""),
    name: null,
    url: user.html_url,
    avatarUrl: sized(user.avatar_url),
  };

export const toLabel = ({ node_id, name, color, description }) => ({ id: node_id, name, color, description });

const toMilestoneOf = (milestone) =>
  milestone && {
    id: milestone.node_id,
    number: milestone.number,
    title: milestone.title,
    url: milestone.html_url,
    description: milestone.description,
    dueOn: milestone.due_on,
    state: upper(milestone.state),
  };

const shared = (thing) => ({
  id: thing.node_id,
  databaseId: thing.id,
  number: thing.number,
  title: thing.title,
  url: thing.html_url,
  locked: thing.locked ?? false,
  body: thing.body ?? "",
  closed: thing.state === "closed",
  createdAt: thing.created_at,
  updatedAt: thing.updated_at,
  closedAt: thing.closed_at,
  author: toActor(thing.user),
  labels: connection((thing.labels ?? []).map(toLabel)),
  assignees: connection((thing.assignees ?? []).map(toActor)),
  milestone: toMilestoneOf(thing.milestone),
});

export const toPullRequest = (pull) => ({
  __typename: "PullRequest",
  ...shared(pull),
  state: pull.merged_at ? "MERGED" : upper(pull.state),
  isDraft: pull.draft ?? false,
  merged: Boolean(pull.merged ?? pull.merged_at),
  isInMergeQueue: false,
  mergeQueueEntry: null,
  mergedAt: pull.merged_at,
  mergedBy: toActor(pull.merged_by),
  baseRefName: pull.base.ref,
  headRefName: pull.head.ref,
  headRefOid: pull.head.sha,
  isCrossRepository: pull.head.repo?.id !== pull.base.repo.id,
  additions: pull.additions ?? 0,
  deletions: pull.deletions ?? 0,
  changedFiles: pull.changed_files ?? 0,
  totalCommentsCount: (pull.comments ?? 0) + (pull.review_comments ?? 0),
  comments: total(pull.comments),
  commits: total(pull.commits),
  reviewDecision: null,
  latestOpinionatedReviews: connection([]),
  reviewThreads: connection([]),
  reviews: total(0),
  reviewRequests: total(pull.requested_reviewers?.length),
  statusCheckRollup: null,
});

/** Webhooks write a review's state in lower case and leave out an empty body, REST does not. */
export const toReview = (review) => ({ ...review, state: upper(review.state), body: review.body ?? "" });

const commentTypes = {
  issueComments: "IssueComment",
  reviewComments: "PullRequestReviewComment",
  reviews: "PullRequestReview",
  commitComments: "CommitComment",
};

export const toComment = (kind, { node_id, minimized }) => ({
  __typename: commentTypes[kind],
  id: node_id,
  replyTo: null,
  isMinimized: Boolean(minimized),
  minimizedReason: minimized?.reason ?? null,
});

export const toIssue = (issue) => ({
  __typename: "Issue",
  ...shared(issue),
  state: upper(issue.state),
  stateReason: upper(issue.state_reason),
  comments: total(issue.comments),
  issueType: issue.type ? { name: issue.type.name, color: upper(issue.type.color) } : null,
  subIssuesSummary: { total: 0, completed: 0, percentCompleted: 0 },
});

// GitHub cuts a subject of more than 72 characters, and begins the body with the rest.
const splitMessage = (message) => {
  const [subject, ...rest] = message.split("\n");
  const [characters, body] = [[...subject], rest.join("\n").trim()];
  if (characters.length <= 72) return [subject, body];
  return [`${characters.slice(0, 69).join("")}…`, `…${characters.slice(69).join("")}\n\n${body}`.trim()];
};

export const toCommit = ({ sha, node_id, html_url, commit, author, stats, files }) => {
  const [headline, body] = splitMessage(commit.message);
  return {
    __typename: "Commit",
    id: node_id,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    url: html_url,
    message: commit.message,
    messageHeadline: headline,
    messageBody: body,
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    additions: stats?.additions ?? 0,
    deletions: stats?.deletions ?? 0,
    changedFilesIfAvailable: files?.length ?? 0,
    author: {
      name: commit.author.name,
      email: commit.author.email,
      date: commit.author.date,
      user: toActor(author),
      avatarUrl: sized(author?.avatar_url ?? "https://avatars.githubusercontent.com/u/0?v=4"),
    },
    signature: commit.verification?.signature
      ? { __typename: "GpgSignature", isValid: commit.verification.verified }
      : null,
    statusCheckRollup: null,
    comments: total(commit.comment_count),
    associatedPullRequests: total(0),
  };
};

export const toRepository = (repository) => ({
  id: repository.node_id,
  databaseId: repository.id,
  name: repository.name,
  nameWithOwner: repository.full_name,
  url: repository.html_url,
  // Older payloads have only the flag.
  visibility: upper(repository.visibility) ?? (repository.private ? "PRIVATE" : "PUBLIC"),
  description: repository.description,
  homepageUrl: repository.homepage || null,
  isArchived: repository.archived,
  isFork: repository.fork,
  isTemplate: repository.is_template ?? false,
  archivedAt: null,
  createdAt: repository.created_at,
  updatedAt: repository.updated_at,
  pushedAt: repository.pushed_at,
  stargazerCount: repository.stargazers_count,
  forkCount: repository.forks_count,
  owner: toActor(repository.owner),
  primaryLanguage: repository.language ? { name: repository.language, color: null } : null,
  licenseInfo: repository.license ? { name: repository.license.name, spdxId: repository.license.spdx_id } : null,
  latestRelease: null,
  defaultBranchRef: { name: repository.default_branch },
});
