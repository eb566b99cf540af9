// Ways in which GitHub, or what stands before it, does not answer as hoped; in the shapes it really uses.
import { gzipSync } from "node:zlib";
import { html, json } from "./http.mjs";

const reset = (seconds) => String(Math.floor(Date.now() / 1000) + seconds);
const graphQLError = (error) => (response) => json(response, 200, { data: { repository: null }, errors: [error] });

export const failures = {
  /** Any answer, as told. */
  answer: (response, { status = 500, headers = {}, body = "" }) => response.writeHead(status, headers).end(body),
  hang: () => {},
  disconnect: (response) => response.socket.destroy(),
  html: (response) =>
    html(response, 200, "<head><title>Unicorn!</title></head><body>This page is taking too long.</body>"),
  "bad-gateway": (response) => html(response, 502, "<head><title>Unicorn!</title></head><body>502</body>"),
  broken: (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"repository":{'),
  truncated: (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": 5000 });
    response.write('{"data":', () => response.socket.destroy());
  },
  oversized: (response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(`{"data":null,"x":"${"x".repeat(3_000_000)}"}`),
  /** 64 MB of spaces, which compress to 64 KB. */
  "compressed-bomb": (response) =>
    response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end(gzipSync(Buffer.alloc(64 * 1024 * 1024, " "))),
  /** Begins to answer, and goes on forever. */
  trickle: (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 50);
    response.on("close", () => clearInterval(timer));
  },
  /** https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit */
  "rate-limit": (response, { seconds = 600 }) =>
    json(
      response,
      200,
      {
        errors: [
          {
            type: "RATE_LIMIT",
            code: "graphql_rate_limit",
            message: "API rate limit already exceeded for user ID 1.",
          },
        ],
      },
      { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset(seconds) },
    ),
  "secondary-limit": (response, { seconds }) =>
    json(
      response,
      403,
      {
        message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        documentation_url:
          "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
      },
      seconds ? { "retry-after": String(seconds) } : {},
    ),
  forbidden: graphQLError({
    type: "FORBIDDEN",
    path: ["repository"],
    message:
      "Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions.",
  }),
  saml: (response) =>
    json(
      response,
      200,
      {
        data: { repository: null },
        errors: [
          {
            type: "FORBIDDEN",
            path: ["repository"],
            extensions: { saml_failure: true },
            message: "Resource protected by organization SAML enforcement. You must grant your OAuth token access.",
          },
        ],
      },
      { "x-github-sso": "required; url=https://github.com/orgs/octo-org/sso?authorization_request=SECRET" },
    ),
  /** A body that cannot be rendered: the field is never null, so what it belongs to is. */
  "body-fails": (response) =>
    json(response, 200, {
      data: {
        repository: {
          databaseId: 1,
          nameWithOwner: "Codertocat/Hello-World",
          visibility: "PUBLIC",
          issueOrPullRequest: null,
        },
      },
      errors: [
        {
          type: "UNPROCESSABLE",
          path: ["repository", "issueOrPullRequest", "bodyHTML"],
          message: "The body could not be rendered.",
        },
      ],
    }),
  "something-wrong": graphQLError({
    message:
      "Something went wrong while executing your query. Please include `0000:0000:0000` when reporting this issue.",
  }),
};
