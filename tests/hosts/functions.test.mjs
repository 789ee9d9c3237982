// The functions for hosts that run JavaScript, asked as their hosts do.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { HTML, JSON_TYPE, MARKDOWN, WANTED } from "./negotiation.mjs";
import { build, policy } from "./site.mjs";

const TYPES = { html: HTML, md: MARKDOWN, json: JSON_TYPE };

/** The files of a site, as a host sends them that knows nothing of errbook. */
function files(folder) {
  return async (url) => {
    let file = join(folder, decodeURIComponent(new URL(url).pathname));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) return new Response("lost", { status: 404, headers: { "Content-Type": HTML } });
    const type = TYPES[file.split(".").pop()] ?? "application/octet-stream";
    return new Response(readFileSync(file), { headers: { "Content-Type": type, Vary: "Accept-Encoding" } });
  };
}

const hosts = {
  netlify: (module, send) => (request) => module.default(request, { next: () => send(request.url) }),
  cloudflare: (module, send) => (request) =>
    module.onRequest({ request, env: { ASSETS: { fetch: send } }, next: () => send(request.url) }),
  // `next` says to go on with these headers; the host does.
  vercel: (module, send) => async (request) => {
    const answer = await module.default(request);
    if (answer.headers.get("x-middleware-next") !== "1") return answer;
    const found = await send(request.url);
    const response = new Response(found.body, found);
    for (const [name, value] of answer.headers) if (name !== "x-middleware-next") response.headers.set(name, value);
    return response;
  },
};

for (const [name, adapt] of Object.entries(hosts)) {
  test(`the function for ${name}`, async () => {
    const url = "https://errors.example.com/e/";
    const { folder, site, exported, remove } = build(url);
    // Beside the tests, so that its packages are found.
    const path = fileURLToPath(new URL(`node_modules/.${name}.mjs`, import.meta.url));
    writeFileSync(path, exported(name));
    const send = files(folder);
    const fetched = globalThis.fetch;
    globalThis.fetch = send;
    try {
      const answer = adapt(await import(pathToFileURL(path)), send);
      const ask = (path, accept, method = "GET") =>
        answer(new Request(new URL(path, url), { method, headers: accept === undefined ? {} : { Accept: accept } }));
      const file = (name) => readFileSync(join(site, name), "utf8");
      for (const [accept, type] of WANTED) {
        const sent = await ask("x/key_not_found/", accept);
        assert.deepEqual([sent.status, sent.headers.get("content-type")], [200, type], `Accept: ${accept}`);
        assert.ok(sent.headers.get("vary").split(", ").includes("Accept"), `Accept: ${accept}`);
        for (const [name, value] of policy(site)) assert.equal(sent.headers.get(name), value);
      }
      // Finer than tenths.
      assert.equal((await ask("x/key_not_found/", "text/html;q=0.81, text/markdown;q=0.82")).headers.get("content-type"), MARKDOWN);
      const problem = await ask("x/key_not_found/", "application/problem+json");
      assert.equal(problem.headers.get("content-type"), "application/problem+json");
      assert.deepEqual(await problem.json(), JSON.parse(file("x/key_not_found.json")).problem);
      assert.equal(await (await ask("", "text/markdown")).text(), file("index.md"));
      assert.equal(await (await ask("x/", "text/markdown")).text(), file("x/index.md"));
      assert.equal(await (await ask("x/", "application/json")).text(), file("x/index.html"));
      assert.equal((await ask("x/", "text/markdown")).headers.get("content-location"), "/e/x/index.md");
      assert.equal(await (await ask("x/", "text/markdown", "HEAD")).text(), "");
      for (const old of ["former/path", "former/path/", "x/VeryOldOne/"]) {
        const moved = await ask(`${old}?q=1`);
        assert.deepEqual([moved.status, moved.headers.get("location")], [301, "/e/x/OldOne/?q=1"]);
      }
      const lost = await ask("assets/gone.css", "text/markdown");
      assert.deepEqual([lost.status, lost.headers.get("content-type")], [404, HTML]);
      if (name !== "vercel") {
        assert.deepEqual([lost.headers.get("cache-control"), lost.headers.get("x-content-type-options")], [null, "nosniff"]);
        assert.equal((await ask("x/")).headers.get("vary"), "Accept-Encoding, Accept");
      }
      assert.equal((await ask("x/fault.md")).headers.get("content-type"), MARKDOWN);
      const asset = file("index.html").match(/assets\/[\w.-]+\.css/)[0];
      assert.equal((await ask(asset)).headers.get("cache-control"), "public, max-age=31536000, immutable");
    } finally {
      globalThis.fetch = fetched;
      remove();
    }
  });
}
