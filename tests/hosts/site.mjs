// A book, built for an address, and the file that `errbook export` makes for its host.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const errbook = join(repository, "target/debug/errbook");

/** A port that is free at this moment. */
export function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Builds the book of hard names for an address. The site stands in `folder`, below it in the path of the address. */
export function build(url) {
  mkdirSync(join(repository, "target/tmp"), { recursive: true });
  const home = mkdtempSync(join(repository, "target/tmp/host-"));
  const book = join(home, "book");
  const folder = join(home, "www");
  cpSync(join(repository, "tests/export/book"), book, { recursive: true });
  const settings = readFileSync(join(book, "book.toml"), "utf8").replace(/site-url = .*/, `site-url = "${url}"`);
  writeFileSync(join(book, "book.toml"), settings);
  const site = join(folder, new URL(url).pathname);
  execFileSync(errbook, ["build", book, "-q", "--dest-dir", site]);
  const exported = (target) => execFileSync(errbook, ["export", target, book], { encoding: "utf8" });
  return { home, folder, site, exported, remove: () => rmSync(home, { recursive: true }) };
}

/** What `_headers` says for every path. */
export function policy(site) {
  const lines = readFileSync(join(site, "_headers"), "utf8").split("\n");
  return lines.slice(1, 4).map((line) => line.trim().split(/: (.*)/s).slice(0, 2));
}
