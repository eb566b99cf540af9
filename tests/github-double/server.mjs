// node server.mjs: starts a GitHub, and another one for each line of standard input. Each prints {"url": …} as one line
// when it is ready; POST /_control/end ends one, and the end of standard input ends all.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Double } from "./lib/double.mjs";
import { schemaOf } from "./lib/schema.mjs";

schemaOf("latest");

function start() {
  const server = createServer((request, response) => {
    double.handle(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const double = new Double(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, "127.0.0.1", () => {
    const url = `http://127.0.0.1:${server.address().port}`;
    const { clientId, clientSecret } = double.tokens;
    console.log(JSON.stringify({ url, clientId, clientSecret, users: double.world.users.map(({ login }) => login) }));
  });
}

start();
process.stdin.on("error", () => process.exit(0));
createInterface(process.stdin)
  .on("line", start)
  .on("close", () => process.exit(0));
