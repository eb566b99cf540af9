// Judges requests of webhooks by the client's own helpers.
// In:  lines of JSON: {"body", "signature", "token"}; the body is base64, as it arrived.
// Out: a line for each: whether the client takes the signature, and refuses it for another body and another token.
import { signWebhookPayload, verifyWebhookSignature } from "@notionhq/client";
import { strict as assert } from "node:assert";
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const { body: encoded, signature, token: verificationToken } = JSON.parse(line);
  const body = Buffer.from(encoded, "base64");
  assert.equal(signature, await signWebhookPayload({ body, verificationToken }));
  const taken = await verifyWebhookSignature({ body, signature, verificationToken });
  const refused =
    !(await verifyWebhookSignature({ body: Buffer.concat([body, body]), signature, verificationToken })) &&
    !(await verifyWebhookSignature({ body, signature, verificationToken: `${verificationToken}?` }));
  process.stdout.write(`${JSON.stringify({ taken, refused })}\n`);
}
