// Serves the recordings over HTTP on loopback, under the addresses that they were recorded at but for the end of the host's name:
// metascraper reads no page and takes no picture of a host whose last label is no public one.
import { readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { Agent, fetch } from "undici";

export const origin = "https://pages.acme.com";
export const folder = new URL("../Unfurl.Tests/WebPages/Pages/", import.meta.url);

export const served = (text) => text.replaceAll("acme.example", "acme.com");

/** As it is expected. */
export const recorded = (text) => text.replaceAll("acme.com", "acme.example");

const requestLine = /^([A-Z]+) ((?:\/|https?:\/\/)\S*)\s*$/;

/** Every page's name with what is expected of it. */
export const pages = readdirSync(folder)
  .filter((file) => file.endsWith(".http"))
  .sort()
  .map((file) => file.slice(0, -".http".length))
  .map((name) => ({ name, expected: JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), "utf8")) }));

// A character for each byte, so that a body stays as it was recorded.
function* exchangesOf(name) {
  const text = served(readFileSync(new URL(`${name}.http`, folder), "latin1"));
  const parts = text.split(/^###.*\n(?=(?:#.*\n|\n)*[A-Z]+ (?:\/|https?:\/\/)\S*\s*\n)/m);
  for (const [i, part] of parts.entries()) {
    const lines = part.replace(/^(?:#.*\n|\n)*/, "");
    const end = /\r?\n\r?\n/.exec(lines.slice(lines.indexOf("HTTP/")));
    const start = lines.indexOf("HTTP/");
    const head = end ? lines.slice(start, start + end.index) : lines.slice(start).trimEnd();
    let body = end ? lines.slice(start + end.index + end[0].length) : "";
    if (i < parts.length - 1) body = body.replace(/\r?\n$/, "");
    const target = requestLine.exec(lines.slice(0, lines.indexOf("\n")))[2];
    const [statusLine, ...headers] = head.split(/\r?\n/);
    yield {
      url: new URL(target, origin).href,
      status: Number(statusLine.split(" ")[1]),
      headers: headers
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()])
        .filter(([key]) => !/^(content-(encoding|length)|transfer-encoding)$/i.test(key)),
      body: Buffer.from(body, "latin1"),
    };
  }
}

/** Starts the server; whoever asks for any host, over HTTPS too, comes to it. */
export async function start() {
  // Of one page at a time: pages of several tools have the same address.
  let answers = new Map();
  const server = http.createServer((request, response) => {
    const answer = answers.get(`https://${request.headers.host}${request.url}`);
    response.writeHead(answer?.status ?? 404, answer?.headers.flat() ?? []);
    response.end(answer?.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const connect = () => net.connect(server.address().port, "127.0.0.1");

  // unfurl.js asks with Node's agents, and has no option for another. What it writes to the socket is plain HTTP.
  for (const agent of [http.globalAgent, https.globalAgent]) agent.createConnection = connect;
  const dispatcher = new Agent({
    connect: (_, done) => {
      const socket = connect();
      socket.once("connect", () => done(null, socket)).once("error", (error) => done(error, null));
    },
  });
  return {
    dispatcher,
    serve(name) {
      answers = new Map([...exchangesOf(name)].map((exchange) => [exchange.url, exchange]));
    },
    fetch: (url) => fetch(url, { dispatcher, headers: { accept: "text/html" } }),
    async stop() {
      await dispatcher.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
