// node server.mjs [--port 0]: prints {"url": …} as one line when ready, and ends when its standard input does.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { Double } from "./lib/double.mjs";
import { schemaOf } from "./lib/schema.mjs";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const double = new Double();
schemaOf("latest");

const server = createServer((request, response) => {
  double.handle(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});

server.listen(Number(values.port), "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const { clientId, clientSecret } = double.tokens;
  console.log(JSON.stringify({ url, clientId, clientSecret, users: double.world.users.map(({ login }) => login) }));
});

process.stdin
  .on("end", () => process.exit(0))
  .on("error", () => process.exit(0))
  .resume();
