#!/usr/bin/env bash
# Guess: an error whose code is on Notion's list of status codes reaches the caller of Notion's client with its code, message,
#   request id and data, and a 503 to a read is tried again.
# What happens: the client knows 14 codes. An error with another one becomes "notionhq_client_response_error" with a sentence
#   about the status; message, request id and additional_data are lost, and it is never tried again.
# Version: @notionhq/client 5.26.0 (npm).
# Source: https://developers.notion.com/reference/status-codes; errors.js of the package (APIErrorCode).
# Who meets it: who looks for the reason in the client's error, or for the reason that a 503 was not tried again.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --no-audit --no-fund --silent --prefix "$dir" @notionhq/client@5.26.0
cat > "$dir/finding.mjs" <<'JS'
import { Client } from "@notionhq/client";

const ask = async (status, code) => {
  let requests = 0;
  const fetch = async () => {
    requests++;
    const body = { object: "error", status, code, message: "the reason", request_id: "id" };
    return new Response(JSON.stringify(body), { status });
  };
  const client = new Client({ auth: "token", fetch, logger() {}, retry: { initialRetryDelayMs: 1 } });
  const error = await client.users.me({}).catch((it) => it);
  console.log(`${status} ${code}: ${error.code}, "${error.message}", request id ${error.request_id}, ${requests} request(s)`);
  return { ...error, message: error.message, requests };
};

const known = await ask(503, "service_unavailable");
let isAsStated = known.code === "service_unavailable" && known.message === "the reason" && known.requests === 3;
for (const [status, code] of [
  [400, "missing_version"],
  [400, "invalid_grant"],
  [502, "bad_gateway"],
  [503, "database_connection_unavailable"],
]) {
  const error = await ask(status, code);
  isAsStated &&= error.code === "notionhq_client_response_error" && error.message !== "the reason";
  isAsStated &&= error.request_id === undefined && error.requests === 1;
}
console.log(isAsStated ? "As stated above." : "No longer as stated above.");
process.exit(isAsStated ? 0 : 1);
JS
node "$dir/finding.mjs"
