// nginx and Caddy, as they really answer.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { HTML, JSON_TYPE, MARKDOWN, WANTED } from "./negotiation.mjs";
import { build, freePort, policy } from "./site.mjs";

/** Asks as plainly as can be: `fetch` adds an Accept header of its own. */
function ask(url, headers = {}, method = "GET") {
  return new Promise((done, failed) => {
    const request = get(url, { headers, method, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (piece) => (body += piece)).on("end", () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    request.on("error", failed);
  });
}

const servers = {
  nginx({ home, folder, exported }) {
    writeFileSync(join(home, "site.conf"), exported("nginx").replace("/var/www/errors;", `"${folder}";`));
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path "${home}/${name}";`).join(" ");
    const user = process.getuid?.() === 0 ? "user root;" : "";
    const http = `http { access_log off; ${temporary} include "${home}/site.conf"; }`;
    writeFileSync(join(home, "nginx.conf"), `${user} daemon off; pid "${home}/pid"; error_log stderr; events {} ${http}`);
    return spawn("nginx", ["-e", "stderr", "-p", home, "-c", join(home, "nginx.conf")], { stdio: ["ignore", "inherit", "pipe"] });
  },
  caddy({ home, folder, exported }) {
    const global = "{\n\tadmin off\n\tauto_https off\n}\n";
    writeFileSync(join(home, "Caddyfile"), global + exported("caddy").replace("root * /var/www/errors", `root * "${folder}"`));
    const environment = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
    const command = ["run", "--config", join(home, "Caddyfile"), "--adapter", "caddyfile"];
    return spawn("caddy", command, { stdio: ["ignore", "inherit", "pipe"], env: environment });
  },
};

/** Starts a server for the book, and ends it, whatever happens. */
async function behind(server, root, ask_it) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${root}`;
  const site = build(url);
  const child = servers[server](site);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (piece) => (said += piece));
  const ended = new Promise((done) => child.on("exit", done));
  try {
    for (let tries = 0; ; tries += 1) {
      const answer = await ask(url).catch(() => undefined);
      if (answer) break;
      assert.ok(tries < 100 && child.exitCode === null, `${server} does not start: ${said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    await ask_it(url, site);
  } catch (error) {
    error.message += `\n${said.slice(-2000)}`;
    throw error;
  } finally {
    child.kill("SIGTERM");
    await ended;
    site.remove();
  }
}

for (const server of Object.keys(servers)) {
  for (const root of ["/", "/e/"]) {
    test(`${server} serves a site at ${root}`, () =>
      behind(server, root, async (url, { site }) => {
        const page = `${url}x/key_not_found/`;
        const file = (name) => readFileSync(join(site, name), "utf8");
        for (const [accept, type] of WANTED) {
          const answer = await ask(page, accept === undefined ? {} : { accept });
          assert.deepEqual([answer.status, answer.headers["content-type"], answer.headers.vary], [200, type, "Accept"], `Accept: ${accept}`);
          const name = { [HTML]: "x/key_not_found/index.html", [MARKDOWN]: "x/key_not_found.md", [JSON_TYPE]: "x/key_not_found.json" }[type];
          assert.equal(answer.body, file(name), `Accept: ${accept}`);
          const location = name.endsWith(".html") ? undefined : root + name;
          assert.equal(answer.headers["content-location"], location, `Accept: ${accept}`);
        }
        // The JSON of an error holds its problem details.
        const problem = await ask(page, { accept: "application/problem+json, application/json;q=0.9" });
        assert.equal(JSON.parse(problem.body).problem.status, 404);

        const markdown = { accept: "text/markdown" };
        assert.equal((await ask(url, markdown)).body, file("index.md"));
        assert.equal((await ask(`${url}x/`, markdown)).body, file("x/index.md"));
        assert.equal((await ask(`${url}x/?from=mail`, markdown)).body, file("x/index.md"));
        assert.equal((await ask(`${url}x/`, { accept: "application/json" })).body, file("x/index.html"), "a category has no JSON");
        assert.equal((await ask(`${url}x/fault.md`)).headers["content-type"], MARKDOWN);

        const head = await ask(page, markdown, "HEAD");
        assert.deepEqual([head.status, head.headers["content-type"], head.body], [200, MARKDOWN, ""]);

        const every = [url, page, `${url}x/fault.md`, `${url}catalog.json`, `${url}nothing/`];
        for (const address of every) {
          const { headers } = await ask(address);
          for (const [name, value] of policy(site)) assert.equal(headers[name.toLowerCase()], value, address);
          assert.equal(headers["cache-control"], "no-cache", address);
        }
        const again = await ask(page, { "if-none-match": (await ask(page)).headers.etag });
        assert.deepEqual([again.status, again.body], [304, ""]);

        const asset = readdirSync(join(site, "assets"))[0];
        assert.equal((await ask(`${url}assets/${asset}`)).headers["cache-control"], "public, max-age=31536000, immutable");
        const lostAsset = await ask(`${url}assets/gone.0123456789.css`);
        assert.deepEqual([lostAsset.status, lostAsset.headers["cache-control"]], [404, "no-cache"]);

        for (const [path, to] of [
          ["former/path", "x/OldOne/"],
          ["former/path/", "x/OldOne/"],
          ["x/VeryOldOne", "x/OldOne/"],
          ["x/key_not_found", "x/key_not_found/"],
          ["x/key_not_found/index.html", "x/key_not_found/"],
        ]) {
          const moved = await ask(url + path);
          assert.ok([301, 308].includes(moved.status), `${path}: ${moved.status}`);
          assert.equal(new URL(moved.headers.location, url + path).pathname, root + to, path);
        }

        const lost = await ask(`${url}x/nothing/`, markdown);
        assert.deepEqual([lost.status, lost.headers["content-type"], lost.body], [404, HTML, file("404.html")]);
        for (const hidden of ["_headers", "_redirects", ".errbook-manifest", "404.html"]) {
          assert.equal((await ask(url + hidden)).status, 404, hidden);
        }
        assert.equal((await ask(`${url}feed.xml`)).headers["content-type"], "application/atom+xml; charset=utf-8");
        const linkset = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';
        assert.equal((await ask(`${url}.well-known/api-catalog`)).headers["content-type"], linkset);
      }));
  }
}
