// Books built and served for the tests, with the headers that a host would send.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json', '.md': 'text/markdown; charset=utf-8', '.txt': 'text/plain; charset=utf-8' };

/** The policy of the site's own `_headers`. */
function policy(site) {
  const line = readFileSync(join(site, '_headers'), 'utf8').split('\n').find((line) => line.includes('Content-Security-Policy:'));
  return line.slice(line.indexOf(':') + 1).trim();
}

/**
 * Builds a copy of a book for the address that it is served at. `files` are written over the copy, by name; with `bare`, pages
 * are sent without the headers that protect them.
 * Gives { address, folder, close }.
 */
export async function serve(book, files = {}, { bare = false } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'errbook-browser-'));
  const site = join(home, 'dist');
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = join(site, path);
    if (path.endsWith('/')) file = join(file, 'index.html');
    const found = file.startsWith(site) && existsSync(file) && statSync(file).isFile();
    if (!found) file = join(site, '404.html');
    const headers = { 'content-type': types[extname(file)] ?? 'application/octet-stream' };
    if (!bare) headers['content-security-policy'] = policy(site);
    response.writeHead(found ? 200 : 404, headers);
    response.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${server.address().port}/`;
  for (const part of ['book.toml', 'errors', 'static', 'templates']) {
    // The theme of the repository is the built-in one: as files of the book it would only hide what the binary holds.
    const isTheme = book === repository && (part === 'static' || part === 'templates');
    if (existsSync(join(book, part)) && !isTheme) cpSync(join(book, part), join(home, part), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const settings = join(home, 'book.toml');
  const text = existsSync(settings) ? readFileSync(settings, 'utf8') : '[output.html]\n';
  const old = /^site-url = "([^"]*)"$/m.exec(text)?.[1];
  writeFileSync(settings, old ? text.replace(old, address) : text.replace('[output.html]\n', `[output.html]\nsite-url = "${address}"\n`));
  execFileSync(join(repository, 'target/debug/errbook'), ['-q', 'build', home, '-d', site], { stdio: ['ignore', 'inherit', 'inherit'] });
  return { address, folder: site, close: () => { server.close(); server.closeAllConnections(); rmSync(home, { recursive: true, force: true }); } };
}

/** A browser without a network beyond the loopback. */
export function launch() {
  const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
}
