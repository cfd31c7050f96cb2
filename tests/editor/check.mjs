// Opens every sound spec of the repository in yaml-language-server, and fails if the schema underlines anything.
// Also asks for the completions and the hover of one spec, so that a schema that the server ignores fails as well.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";

const root = resolve(import.meta.dirname, "../..");
const folders = ["specs", "tests/shapes", "tests/interpreted", "tests/specs", "tests/acme_pay/refunds", "cli/tests/specs"];
const faulty = new Set(["broken.yaml"]);
const schema = pathToFileURL(join(root, "specs/spec.schema.json")).href;

const program = join(createRequire(import.meta.url).resolve("yaml-language-server/package.json"), "../bin/yaml-language-server");
const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = rpc.createMessageConnection(server.stdout, server.stdin);
const settings = { yaml: { schemas: { [schema]: "*.yaml" }, validate: true, hover: true, completion: true, schemaStore: { enable: false } } };
connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => settings[section] ?? {}));
connection.onRequest("client/registerCapability", () => null);
connection.onRequest("custom/schema/request", () => schema);

const waiting = new Map();
connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
connection.listen();

/** Opens a text under an address, and gives what the server underlines. */
function underlined(uri, text) {
  const answer = new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no answer about ${uri}`)), 60_000);
    waiting.set(uri, (diagnostics) => (clearTimeout(late), done(diagnostics)));
  });
  connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  return answer;
}

function specs(folder) {
  let names = [];
  try {
    names = readdirSync(join(root, folder));
  } catch {
    return [];
  }
  return names.filter((name) => name.endsWith(".yaml") && !faulty.has(name)).map((name) => join(root, folder, name));
}

function demand(holds, message) {
  if (!holds) {
    console.error(`error: ${message}`);
    process.exitCode = 1;
  }
}

await connection.sendRequest("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(root).href,
  capabilities: {
    workspace: { configuration: true },
    textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: { contentFormat: ["plaintext"] } },
  },
});
connection.sendNotification("initialized", {});
connection.sendNotification("workspace/didChangeConfiguration", { settings });

const paths = folders.flatMap(specs);
demand(paths.length > 40, `only ${paths.length} specs were found`);
for (const path of paths) {
  // The settings choose the schema; a file that names a schema beside it has none here.
  const text = readFileSync(path, "utf8").replace(/^# yaml-language-server:/, "#");
  for (const { range, message } of await underlined(pathToFileURL(path).href, text)) {
    demand(false, `${path}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
  }
}

// A mistake is underlined, so the server does use the schema.
const path = join(root, "specs/wechat_deposit.yaml");
const text = readFileSync(path, "utf8");
const wrong = text.replace("role: refund_number", "role: refund_numbr");
demand(wrong !== text, "the spec has no role `refund_number`");
const address = pathToFileURL(join(root, "specs/wrong.yaml")).href;
demand((await underlined(address, wrong)).length > 0, "a wrong word is not underlined");

const line = wrong.split("\n").findIndex((line) => line.includes("refund_numbr"));
const position = { line, character: wrong.split("\n")[line].indexOf("refund_numbr") };
const { items } = await connection.sendRequest("textDocument/completion", { textDocument: { uri: address }, position });
const role = items.find(({ label }) => label === "refund_number");
demand(role, "the role `refund_number` is not offered");
demand(JSON.stringify(role?.documentation ?? "").includes("idempotency"), "the role is offered without its meaning");
const hover = await connection.sendRequest("textDocument/hover", {
  textDocument: { uri: address },
  position: { line, character: wrong.split("\n")[line].indexOf("role") + 1 },
});
demand(JSON.stringify(hover ?? "").length > 20, "the key `role` is not explained");

if (!process.exitCode) console.log(`${paths.length} specs, nothing underlined`);
server.kill();
process.exit();
