// What there is on this GitHub: real objects out of GitHub's own example deliveries.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toActor, toCommit, toIssue, toPullRequest, toRepository } from "./mapping.mjs";

const path = createRequire(import.meta.url).resolve("@octokit/webhooks-examples/api.github.com/index.json");
const deliveries = JSON.parse(readFileSync(path, "utf8"));

/** A payload of GitHub's examples. */
export function example(event, action, accept = () => true) {
  const examples = deliveries.find(({ name }) => name === event)?.examples ?? [];
  const found = examples.find((payload) => (!action || payload.action === action) && accept(payload));
  if (!found) throw new Error(`There is no example of ${event} ${action ?? ""}.`);
  return structuredClone(found);
}

const key = (owner, name) => `${owner}/${name}`.toLowerCase();

export class World {
  constructor() {
    const hello = example("pull_request", "opened");
    const issues = example("issues", "opened");
    const status = example("status");
    const secret = example("pull_request_review_thread", "resolved", ({ repository }) => repository.private);
    const electron = example("check_run", "requested_action", ({ repository }) => repository.name === "electron");

    this.users = [
      hello.sender,
      example("github_app_authorization", "revoked").sender,
      example("sponsorship", "created").sender,
    ];
    this.repositories = new Map();
    this.#add(hello.repository, [toPullRequest(hello.pull_request), toIssue(issues.issue)], [toCommit(status.commit)]);
    this.#add(secret.repository, [toPullRequest(secret.pull_request)], [], [hello.sender.login]);
    this.#add(electron.repository, [], []);
  }

  #add(payload, things, commits, seenBy = []) {
    const fields = toRepository(payload);
    this.repositories.set(fields.nameWithOwner.toLowerCase(), {
      fields,
      seenBy: new Set(seenBy.map((login) => login.toLowerCase())),
      things: new Map(things.map((thing) => [thing.number, thing])),
      commits,
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

  viewer(login) {
    return toActor(this.user(login));
  }

  /** For control: a repository whether anyone sees it or not. */
  repository(nameWithOwner) {
    const found = this.repositories.get(nameWithOwner?.toLowerCase());
    if (!found) throw new Error(`There is no repository ${nameWithOwner}; there are ${[...this.repositories.keys()]}.`);
    return found;
  }

  /** For queries: a repository as someone sees it; undefined when they do not. */
  visible(owner, name, { login, scopes, isApp }) {
    const found = this.repositories.get(key(owner, name));
    if (!found) return undefined;
    if (found.fields.visibility === "PUBLIC") return found;
    const covered = isApp || scopes.includes("repo");
    return covered && found.seenBy.has(login.toLowerCase()) ? found : undefined;
  }

  /** The old name goes on leading to the repository, as on GitHub. */
  rename(from, to) {
    const found = this.repository(from);
    found.fields = { ...found.fields, nameWithOwner: to, name: to.split("/")[1] };
    this.repositories.set(to.toLowerCase(), found);
  }
}
