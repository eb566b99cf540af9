// node payloads.mjs: payloads made of GitHub's published schemas of webhooks (npm's @octokit/webhooks-schemas), one per line:
// {"event": "release", "payload": …}; of each kind of event one with what it must have, and one with all that it may have.
import Ajv from "ajv";
import { createRequire } from "node:module";

const schema = createRequire(import.meta.url)("@octokit/webhooks-schemas");
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(schema, "webhooks");

const resolved = (part) => (part.$ref ? resolved(schema.definitions[part.$ref.split("/").at(-1)]) : part);

/** A part with the properties of all its parts together. */
function whole(part) {
  const { allOf, ...own } = resolved(part);
  if (!allOf) return own;
  const parts = [own, ...allOf.map(whole)];
  const properties = {};
  for (const { properties: more = {} } of parts)
    for (const [name, value] of Object.entries(more))
      properties[name] = properties[name] ? { allOf: [properties[name], value] } : value;
  return Object.assign({}, ...parts, { properties, required: parts.flatMap(({ required = [] }) => required) });
}

const texts = [
  [/^(sha|head_sha|before|after|commit_id|original_commit_id|commit_oid|base_sha|head_commit_sha)$/, "6dcb09b5b57875f334f61aebed695e2e4193db5e"],
  [/^full_name$/, "octocat/Hello-World"],
  [/^ref$/, "refs/heads/main"],
  [/(_at|_on|^date|timestamp)$/, "2025-02-28T16:45:30Z"],
  [/(^url|_url|^href)$/, "https://github.com/octocat"],
  [/^ghsa_id$/, "GHSA-jfh8-c2jp-5v3q"],
];

const text = (name) => texts.find(([pattern]) => pattern.test(name))?.[1] ?? "octocat";

function sample(part, isAll, name = "", depth = 0) {
  const found = whole(part);
  const types = [found.type ?? (found.properties ? "object" : [])].flat();
  if (types.join() === "null") return null;
  if ("const" in found) return found.const;
  if (found.enum) return found.enum.find((value) => value !== null) ?? null;
  const choices = found.oneOf ?? found.anyOf;
  if (choices) {
    const { oneOf, anyOf, ...own } = found;
    const choice = choices.find((one) => resolved(one).type !== "null") ?? choices[0];
    return sample({ allOf: [own, choice] }, isAll, name, depth);
  }
  const type = types.find((one) => one !== "null");
  if (!isAll && types.includes("null")) return null;
  switch (type) {
    case "object": {
      const names = Object.keys(found.properties ?? {}).filter(
        (key) => found.required?.includes(key) || (isAll && depth < 6),
      );
      const entries = names.map((key) => [key, sample(found.properties[key], isAll, key, depth + 1)]);
      return Object.fromEntries(entries);
    }
    case "array": {
      const items = [found.items ?? {}].flat()[0];
      return found.maxItems !== 0 && (isAll || found.minItems) ? [sample(items, isAll, name, depth + 1)] : [];
    }
    case "integer":
    case "number":
      return found.minimum > 1 ? found.minimum : 1;
    case "boolean":
      return isAll;
    case "string":
      return text(name);
    default:
      return {};
  }
}

function* kinds() {
  for (const { $ref } of schema.oneOf) {
    const name = $ref.split("/").at(-1);
    const { oneOf = [{ $ref }] } = schema.definitions[name];
    for (const one of oneOf) yield { event: name.replace(/_event$/, ""), part: one };
  }
}

for (const { event, part } of kinds()) {
  const validate = ajv.compile(part.$ref ? { $ref: `webhooks${part.$ref}` } : part);
  for (const isAll of [false, true]) {
    const payload = sample(part, isAll);
    // Two kinds of event, of which no card knows, have choices that exclude each other.
    if (validate(payload)) console.log(JSON.stringify({ event, payload }));
  }
}
