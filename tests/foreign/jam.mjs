#!/usr/bin/env node
// The portal as a client sees it that we did not write: jmap-jam over a real socket, a real database behind it.
// Speaks TAP. Run by `make test-foreign`.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import JamClient from "jmap-jam";

const TWINLINE = "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1";
const NEWEST_FIRST = [{ property: "receivedAt", isAscending: false }];
const program = path.join(process.env.TWINLINE_PROGRAMS, "twinline-portal");
const dir = path.join(process.env.HOME, "portal");
const socketPath = path.join(process.env.XDG_RUNTIME_DIR, "portal.socket");

// Absolute addresses need a port before the portal starts: this proxy takes one and passes all on to the socket.
const proxy = http.createServer((request, response) => {
  const onward = http.request(
    { socketPath, path: request.url, method: request.method, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", (error) => response.destroy(error));
  request.pipe(onward);
});

const answers = () =>
  new Promise((resolve) => {
    const socket = net.connect(socketPath, () => resolve(socket.end() && true));
    socket.on("error", () => resolve(false));
  });

async function startPortal(url) {
  execFileSync(program, ["demo", dir, "--people", "60", "--seed", "7", "--messages", "40"], { stdio: ["ignore", "ignore", "inherit"] });
  const portal = spawn(program, ["serve", dir, "--unix", socketPath, "--quiet", "--base-url", url], { stdio: ["ignore", "ignore", "inherit"] });
  while (!(await answers())) {
    assert.equal(portal.exitCode, null, "the portal ended");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return portal;
}

async function connect(url) {
  const password = readFileSync(path.join(dir, "demo-password"), "utf8").trim();
  const response = await fetch(`${url}/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "demo", password, device: "jam" }),
  });
  assert.equal(response.status, 200);
  const { token, person } = await response.json();
  const jam = new JamClient({
    sessionUrl: `${url}/.well-known/jmap`,
    bearerToken: token,
    customCapabilities: Object.fromEntries(["Person", "School", "Profile", "Message", "Country"].map((type) => [type, TWINLINE])),
  });
  const session = await jam.session;
  return { jam, session, person, accountId: session.primaryAccounts[TWINLINE] };
}

const kindOf = (session, id) => session.accounts[id].accountCapabilities[TWINLINE].kind;
const accountOf = (session, kind) => Object.keys(session.accounts).find((id) => kindOf(session, id) === kind);
const newest = async ({ jam, accountId }, limit) =>
  (await jam.api.Message.query({ accountId, sort: NEWEST_FIRST, limit, calculateTotal: true }))[0];

const tests = {
  async "the session has capabilities, accounts and addresses"({ session, accountId }) {
    assert.ok(session.capabilities["urn:ietf:params:jmap:core"].maxCallsInRequest >= 16);
    assert.ok(session.capabilities[TWINLINE]);
    assert.equal(session.accounts[accountId].isPersonal, true);
    assert.ok(accountOf(session, "directory") && accountOf(session, "community"));
    assert.match(session.apiUrl, /^http:/);
  },
  async "Core/echo answers what it was sent"({ jam }) {
    const sent = { hello: "Γεια σου", list: [1, { a: null }] };
    assert.deepEqual((await jam.request(["Core/echo", sent]))[0], sent);
  },
  async "a batch follows back-references"({ jam, accountId }) {
    const [{ found, messages }] = await jam.requestMany((t) => {
      const found = t.Message.query({ accountId, sort: NEWEST_FIRST, limit: 5 });
      const messages = t.Message.get({ accountId, ids: found.$ref("/ids"), properties: ["subject", "receivedAt", "from"] });
      return { found, messages };
    });
    assert.equal(found.ids.length, 5);
    assert.deepEqual(messages.list.map((message) => message.id), found.ids);
    assert.ok(messages.list.every((message) => message.from && message.text === undefined));
    const dates = messages.list.map((message) => message.receivedAt);
    assert.deepEqual(dates, [...dates].sort().reverse());
  },
  async "a reference over a list of lists is flattened"({ jam, session, accountId }) {
    const [{ people }] = await jam.requestMany((t) => {
      const found = t.Message.query({ accountId, sort: NEWEST_FIRST, limit: 5 });
      const messages = t.Message.get({ accountId, ids: found.$ref("/ids"), properties: ["to"] });
      const people = t.Person.get({ accountId: accountOf(session, "directory"), ids: messages.$ref("/list/*/to/*/id"), properties: ["name"] });
      return { found, messages, people };
    });
    assert.ok(people.list.length >= 1 && people.list.every((person) => person.name));
  },
  async "get names what is not there"({ jam, accountId }) {
    const [{ list, notFound }] = await jam.api.Message.get({ accountId, ids: ["azzzzzzz"] });
    assert.deepEqual([list, notFound], [[], ["azzzzzzz"]]);
  },
  async "query pages from a position and by an anchor"(world) {
    const { jam, accountId } = world;
    const { ids, total } = await newest(world, 10);
    assert.ok(total >= 10);
    const [page] = await jam.api.Message.query({ accountId, sort: NEWEST_FIRST, position: 4, limit: 3 });
    assert.deepEqual(page.ids, ids.slice(4, 7));
    const [around] = await jam.api.Message.query({ accountId, sort: NEWEST_FIRST, anchor: ids[5], anchorOffset: -1, limit: 2 });
    assert.deepEqual(around.ids, ids.slice(4, 6));
  },
  async "set creates a message that changes and query tell of"(world) {
    const { jam, accountId, person } = world;
    const [{ state }] = await jam.api.Message.get({ accountId, ids: [] });
    const [set] = await jam.api.Message.set({
      accountId,
      create: { k1: { to: [{ id: person }], subject: "Foreign greetings", text: "Çok selam, με αγάπη" } },
    });
    const id = set.created?.k1?.id;
    assert.ok(id, JSON.stringify(set.notCreated));
    const [changes] = await jam.api.Message.changes({ accountId, sinceState: state });
    assert.ok(changes.created.includes(id));
    assert.equal(changes.oldState, state);
    assert.equal(changes.hasMoreChanges, false);
    assert.ok((await newest(world, 3)).ids.includes(id));
    const [{ list }] = await jam.api.Message.get({ accountId, ids: [id], properties: ["text"] });
    assert.equal(list[0].text, "Çok selam, με αγάπη");
  },
  async "set patches marks, and refuses what it must"(world) {
    const { jam, accountId } = world;
    const [id] = (await newest(world, 1)).ids;
    const [{ state }] = await jam.api.Message.get({ accountId, ids: [] });
    const [set] = await jam.api.Message.set({ accountId, ifInState: state, update: { [id]: { "keywords/$kept": true } } });
    assert.ok(id in set.updated);
    const [{ list }] = await jam.api.Message.get({ accountId, ids: [id], properties: ["keywords"] });
    assert.equal(list[0].keywords.$kept, true);
    const [refused] = await jam.api.Message.set({ accountId, update: { [id]: { subject: "another" }, azzzzzzz: { "keywords/$kept": true } } });
    assert.equal(refused.notUpdated[id].type, "invalidProperties");
    assert.equal(refused.notUpdated.azzzzzzz.type, "notFound");
    await assert.rejects(jam.api.Message.set({ accountId, ifInState: state, destroy: [id] }), { type: "stateMismatch" });
  },
  async "set destroys, and changes tell"(world) {
    const { jam, accountId } = world;
    const [id] = (await newest(world, 1)).ids;
    const [{ state }] = await jam.api.Message.get({ accountId, ids: [] });
    const [set] = await jam.api.Message.set({ accountId, destroy: [id] });
    assert.deepEqual(set.destroyed, [id]);
    const [changes] = await jam.api.Message.changes({ accountId, sinceState: state });
    assert.deepEqual(changes.destroyed, [id]);
  },
  async "a file goes up and comes down whole"({ jam, accountId }) {
    const bytes = new Uint8Array(200_000).map((_, at) => (at * 31) % 251);
    const up = await jam.uploadBlob(accountId, new Blob([bytes], { type: "image/jpeg" }));
    assert.equal(up.size, bytes.length);
    assert.equal(up.accountId, accountId);
    const down = await jam.downloadBlob({ accountId, blobId: up.blobId, mimeType: "image/jpeg", fileName: "river.jpg" });
    assert.deepEqual(new Uint8Array(await down.arrayBuffer()), bytes);
  },
  async "errors are the standard's"({ jam, accountId }) {
    await assert.rejects(jam.request(["Message/fly", { accountId }]), { type: "unknownMethod" });
    await assert.rejects(jam.api.Message.get({ accountId: "azzzzzzz", ids: [] }), { type: "accountNotFound" });
    await assert.rejects(jam.api.Message.get({ accountId, ids: [], properties: ["nonsense"] }), { type: "invalidArguments" });
    await assert.rejects(jam.request(["Core/echo", {}], { using: ["urn:nobody:knows"] }), {
      type: "urn:ietf:params:jmap:error:unknownCapability",
    });
  },
};

let failed = 0;
console.log(`1..${Object.keys(tests).length}`);
await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${proxy.address().port}`;
const portal = await startPortal(url);
try {
  const world = await connect(url);
  let number = 0;
  for (const [name, test] of Object.entries(tests)) {
    number++;
    try {
      await test(world);
      console.log(`ok ${number} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${number} - ${name}`);
      console.log(String(error?.stack ?? JSON.stringify(error)).replace(/^/gm, "# "));
    }
  }
} finally {
  portal.kill();
  proxy.close();
  proxy.closeAllConnections?.();
}
process.exitCode = failed ? 1 : 0;
