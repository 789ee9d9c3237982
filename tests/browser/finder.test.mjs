// The finder, as somebody uses it who has just been told of an error.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, repository, serve } from './site.mjs';

const TOKEN = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const BODY = `curl -u jane:hunter22 -H 'Authorization: Bearer ${TOKEN}' https://api.test/v1
2026-11-22T04:05:06Z
{"meta": {"requestId": "req_7f3a"}, "error": {"type": "err:keyring:limits:rate_limited", "token": "${TOKEN}"}}`;
const SHOWN = `curl -u jane:█████ -H 'Authorization: Bearer █████' https://api.test/v1
2026-11-22T04:05:06Z
{"meta": {"requestId": "req_7f3a"}, "error": {"type": "err:keyring:limits:rate_limited", "token": "█████"}}`;

let browser, site;
before(async () => {
  browser = await launch();
  site = await serve(repository);
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page, and fails the test where the page complains or asks another host. */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const wrong = [], requests = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('request', (request) => {
    requests.push(request.url().replace(site.address, ''));
    if (!request.url().startsWith(site.address)) wrong.push(`asked ${request.url()}`);
  });
  await page.goto(site.address + path);
  return { page, requests, clipboard: () => page.evaluate(() => navigator.clipboard.readText()), end: async () => { await context.close(); assert.deepEqual(wrong, []); } };
}

async function paste(page, field, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await field.focus();
  await page.keyboard.press('Control+V');
}

test('the finder comes when it is touched, and not before', async () => {
  const { page, requests, end } = await open('http/409/');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(requests.filter((name) => /finder|search\//.test(name)), []);
  await page.keyboard.press('/');
  await page.locator('dialog[open] textarea').waitFor();
  await page.waitForLoadState('networkidle');
  assert.ok(requests.some((name) => name.startsWith('assets/finder.')), requests.join('\n'));
  assert.deepEqual(requests.filter((name) => name.startsWith('search/')), []);
  await end();
});

test('where the finder cannot be loaded, it says so', async () => {
  const { page } = await open('');
  await page.route('**/finder.*.js', (route) => route.abort());
  await page.locator('#q').focus();
  await page.getByText('The finder could not be loaded.').waitFor();
  await page.context().close();
});

test('what was typed before the finder came is found', async () => {
  const { page, end } = await open('');
  let answer;
  const typed = new Promise((ready) => { answer = ready; });
  await page.route('**/finder.*.js', async (route) => { await typed; await route.continue(); });
  await page.locator('#q').focus();
  await page.keyboard.type('http-412');
  answer();
  await page.locator('.hits a').first().waitFor();
  assert.match(await page.locator('.hits a').first().getAttribute('href'), /http\/412\/$/);
  await end();
});

test('a pasted body leads to its page, without its secrets, and with a text for support', async () => {
  for (const place of ['', 'http/409/']) {
    const { page, clipboard, end } = await open(place);
    if (place) await page.keyboard.press('/');
    const box = page.locator(place ? 'dialog .paste' : '.home .paste');
    const field = box.locator('textarea');
    // Whatever the field ever showed.
    await field.evaluate((field) => {
      window.shown = [];
      const look = () => { if (window.shown.at(-1) !== field.value) window.shown.push(field.value); requestAnimationFrame(look); };
      look();
    });
    await paste(page, field, BODY);
    await box.locator('.hits a').first().waitFor();
    assert.match(await box.locator('.hits a').first().getAttribute('href'), /keyring\/limits\/rate_limited\/$/);
    assert.equal(await field.inputValue(), SHOWN);
    for (const text of await page.evaluate(() => window.shown)) assert.ok(!/4eC39|hunter22/.test(text), text);
    assert.ok(!page.url().includes('?'), page.url());
    assert.deepEqual(await box.locator('.quotes code').allTextContents(), ['req_7f3a', '2026-11-22T04:05:06Z']);
    await box.getByRole('button', { name: 'Copy a text for support' }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('Error:'));
    const lines = ['Error: err:keyring:limits:rate_limited', `Page: ${site.address}keyring/limits/rate_limited/`, 'Request id: req_7f3a', 'Time: 2026-11-22T04:05:06Z', 'What I got:', SHOWN];
    assert.equal(await clipboard(), lines.join('\n'));
    await end();
  }
});

test('the page of the error knows what support will ask', async () => {
  const other = await serve(repository, { 'book.toml': '[book]\ntitle = "T"\nsupport = "help@acme.example"\nrequest-id = "meta.requestId"\n\n[output.html]\n' });
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(other.address);
  await paste(page, page.locator('#q'), BODY);
  await page.locator('.home .hits a').first().click();
  await page.waitForURL(/rate_limited\/$/);
  await page.locator('.checks input').first().check();
  const checked = await page.locator('.checks input:checked + div').first().textContent();
  await page.getByRole('button', { name: 'Copy a text for support' }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('Error:'));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(text, [`Error: err:keyring:limits:rate_limited`, `Page: ${other.address}keyring/limits/rate_limited/`, 'Request id: req_7f3a', 'Time: 2026-11-22T04:05:06Z', 'What I checked:', `- ${checked.trim()}`].join('\n'));
  await context.close();
  other.close();
});

test('a typed query stands in the address, and the address bar of the browser can ask it', async () => {
  const { page, end } = await open('http/409/');
  const description = await page.locator('link[rel=search]').evaluate((link) => link.href);
  const xml = await (await page.request.get(description)).text();
  const template = await page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    return parsed.querySelector('parsererror') ? '' : parsed.querySelector('Url[type="text/html"]').getAttribute('template');
  }, xml);
  await page.goto(template.replace('{searchTerms}', encodeURIComponent('rate limited')));
  await page.locator('.home .hits a').first().waitFor();
  assert.equal(await page.locator('#q').inputValue(), 'rate limited');
  assert.equal(await page.locator('.quotes:visible').count(), 0);
  await page.locator('#q').fill('http-412');
  await page.waitForFunction(() => location.search === '?q=http-412');
  // The address is written when the hand rests; a result that is followed before leaves no older one behind.
  await page.locator('#q').evaluate((field) => {
    new MutationObserver((_, watch) => { watch.disconnect(); document.querySelector('.home .hits a').click(); }).observe(document.querySelector('.home .hits'), { childList: true });
    field.value = 'http-409';
    field.dispatchEvent(new Event('input'));
  });
  await page.waitForURL(/http\/409\/$/);
  await page.goBack();
  assert.equal(new URL(page.url()).search, '?q=http-409');
  await end();
});
