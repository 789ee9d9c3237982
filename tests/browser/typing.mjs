// How long results take while somebody types, and what that loads: node typing.mjs BOOK (CHROMIUM names the browser). Not a test: it prints.

import { gzipSync } from 'node:zlib';
import { launch, serve } from './site.mjs';

const QUERIES = ['email_precondition_failed', 'the dashboard is in use', 'too large', 'err:acme:bil', 'precondtion faild', 'invoice locked 423'];
const site = await serve(process.argv[2]);
const browser = await launch();
const page = await browser.newPage();
const loaded = new Map();
page.on('response', async (response) => {
  const name = response.url().replace(site.address, '');
  if (name.startsWith('search/')) loaded.set(name, gzipSync(await response.body()).length);
});
await page.goto(site.address);
const field = page.locator('#q');
await field.fill('first');
await page.locator('.home .hits li').first().waitFor();
await page.waitForLoadState('networkidle');
const first = [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
/** From the letter to the painted list. */
const letter = (text) => page.evaluate((text) => new Promise((done) => {
  const field = document.querySelector('#q');
  const list = document.querySelector('.home .hits');
  const start = performance.now();
  new MutationObserver((_, watch) => { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); }).observe(list, { childList: true });
  field.value = text;
  field.dispatchEvent(new Event('input'));
}), text);
const times = [];
for (const query of QUERIES) {
  for (let end = 1; end <= query.length; end++) times.push([await letter(query.slice(0, end)), query.slice(0, end)]);
}
times.sort((a, b) => a[0] - b[0]);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
for (const [name, [time, query]] of [['median', at(0.5)], ['95 of 100', at(0.95)], ['slowest', at(1)]]) console.log(`${name.padEnd(12)} ${time.toFixed(1)} ms   ${query}`);
console.log(`loaded for the first letters: ${(first / 1000).toFixed(1)} kB gzip; for all queries: ${([...loaded.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000).toFixed(1)} kB in ${loaded.size} files`);
await browser.close();
site.close();
