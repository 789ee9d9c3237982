// The pages of errors and the catalog, as a reader uses them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, repository, serve } from './site.mjs';

let browser, site, every;
before(async () => {
  browser = await launch();
  site = await serve(repository);
  every = await serve(join(repository, 'tests/suite/books/every-key'));
});
after(async () => {
  await browser?.close();
  site?.close();
  every?.close();
});

/** Opens a page, and fails the test where the page complains or asks another host. */
async function open(path, options = {}, book = site) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  const wrong = [], requests = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/404/.test(message.text())) wrong.push(message.text()); });
  page.on('request', (request) => {
    requests.push(request.url());
    if (!request.url().startsWith(book.address)) wrong.push(`asked ${request.url()}`);
  });
  await page.goto(book.address + path);
  return { page, context, requests, end: async () => { await context.close(); assert.deepEqual(wrong, []); } };
}

test('the answer is above the fold, on a laptop and on a phone', async () => {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 360, height: 740 }]) {
    const { page, end } = await open('http/409/', { viewport });
    for (const selector of ['h1', '.head .code', '.lead', '.fact.s4', '.answer']) {
      const box = await page.locator(selector).first().boundingBox();
      assert.ok(box && box.y + Math.min(box.height, 60) <= viewport.height, `${selector} at ${viewport.width} px: ${JSON.stringify(box)}`);
    }
    await end();
  }
});

test('a page is light: four requests, 30 kB, nobody else is asked', async () => {
  const { page, requests, end } = await open('keyring/limits/rate_limited/');
  await page.waitForLoadState('networkidle');
  assert.ok(requests.length <= 4, requests.join('\n'));
  let bytes = 0;
  for (const url of requests) bytes += gzipSync(Buffer.from(await (await page.request.get(url)).body())).length;
  assert.ok(bytes < 30_000, `${bytes} bytes`);
  await end();
});

test('code is copied as it was written', async () => {
  const { page, end } = await open('http/409/');
  await page.getByRole('button', { name: 'Copy code', exact: true }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'http-409');
  await page.locator('.payload').first().getByRole('button', { name: 'Copy this code' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(JSON.parse(copied.slice(copied.indexOf('{'))).status, 409);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('# 409 Conflict'));
  await end();
});

test('a language chosen once is chosen on all pages', async () => {
  const { page, end } = await open('http/409/');
  const python = page.getByRole('tab', { name: 'Python' }).first();
  await python.click();
  assert.equal(await python.getAttribute('aria-selected'), 'true');
  await page.goto(`${site.address}http/429/`);
  const chosen = await page.locator('[role=tab][aria-selected=true]').allTextContents();
  const offered = await page.locator('[role=tab]').allTextContents();
  assert.ok(!offered.includes('Python') || chosen.includes('Python'), `${chosen} of ${offered}`);
  await page.goto(`${site.address}http/409/`);
  assert.equal(await page.getByRole('tab', { name: 'Python' }).first().getAttribute('aria-selected'), 'true');
  // Arrows walk through the tabs.
  await page.getByRole('tab', { name: 'Python' }).first().focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.getByRole('tab', { name: 'Python' }).first().getAttribute('aria-selected'), 'false');
  await end();
});

test('the theme is kept, and set before anything is drawn', async () => {
  const { page, end } = await open('http/409/', { colorScheme: 'light' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator('button.theme').click();
  const dark = await paper();
  assert.notEqual(light, dark);
  // The colour of the first frame that has a body: frames wait for the style sheet, so this is what a flash would show.
  await page.addInitScript(() => {
    const look = () => {
      if (document.body) window.firstPaper = getComputedStyle(document.body).backgroundColor;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${site.address}http/404/`);
  await page.waitForFunction(() => window.firstPaper);
  assert.equal(await page.evaluate(() => window.firstPaper), dark);
  await end();
});

test('checks stay checked on their page', async () => {
  const { page, end } = await open('http/409/');
  const box = page.locator('.checks input').first();
  await box.check();
  await page.reload();
  assert.equal(await page.locator('.checks input').first().isChecked(), true);
  await page.goto(`${site.address}http/412/`);
  for (const other of await page.locator('.checks input').all()) assert.equal(await other.isChecked(), false);
  await end();
});

test('filters count rightly, and stand in the address', async () => {
  const { page, requests, end } = await open('');
  await page.waitForLoadState('networkidle');
  const scripts = () => requests.filter((url) => url.endsWith('.js')).length;
  assert.equal(scripts(), 1, 'the filters are loaded when one is touched');
  const chip = page.locator('[data-facet=status] a', { hasText: '5xx' }).first();
  const promised = Number(await chip.locator('small').textContent());
  await chip.click();
  await page.waitForURL(/[?&]status=5xx/);
  assert.equal(scripts(), 2);
  const shown = () => page.locator('#errors .rows > li:visible').count();
  assert.equal(await shown(), promised);
  const retry = page.locator('[data-facet=retry] a').filter({ hasText: 'Safe to retry' }).first();
  const both = Number(await retry.locator('small').textContent());
  await retry.click();
  assert.equal(await shown(), both);
  await page.reload();
  assert.equal(await shown(), both);
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes('retry'));
  assert.equal(await shown(), promised);
  await end();
});

test('a filter works that is clicked before its script is there', async () => {
  const { page, end } = await open('');
  let answer;
  const clicked = new Promise((ready) => { answer = ready; });
  await page.route('**/catalog.*.js', async (route) => { await clicked; await route.continue(); });
  await page.locator('.statuses a', { hasText: '409' }).click();
  answer();
  await page.waitForURL(/[?&]status=409/);
  await end();
});

test('what the filters of the address take away is never shown', async () => {
  const { page, end } = await open('nowhere/');
  await page.addInitScript(() => {
    window.most = 0;
    const look = () => {
      const shown = [...document.querySelectorAll('#errors .rows > li')].filter((row) => row.checkVisibility({ visibilityProperty: true }));
      window.most = Math.max(window.most, shown.length);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${site.address}?status=409#errors`);
  await page.locator('.tally a').waitFor();
  await page.waitForFunction(() => window.most > 0);
  assert.equal(await page.evaluate(() => window.most), await page.locator('#errors .rows > li:visible').count());
  await end();
});

test('where the filters cannot be loaded, all is shown', async () => {
  const { page, context } = await open('nowhere/');
  await page.route('**/catalog.*.js', (route) => route.abort());
  await page.goto(`${site.address}?status=409`);
  await page.locator('#errors .rows > li a').first().click();
  await page.waitForURL(/\/[a-z]+\//);
  await context.close();
});

test('a book that is too large to list is filtered all the same', async () => {
  const errors = Array.from({ length: 620 }, (_, place) => ({
    code: `e${place}`, title: `Error ${place}`, summary: 'S.', status: [400, 404, 503][place % 3],
    ...(place % 5 === 0 && { severity: 'warning' }), ...(place % 2 === 0 && { tags: ['even', `tag${place % 20}`] }), ...(place % 3 === 2 && { retry: 'safe' }),
  }));
  const large = await serve(join(repository, 'no-such-book'), { 'errors/all/flat.json': JSON.stringify({ errors }) });
  try {
    const { page, requests, end } = await open('', {}, large);
    assert.equal(requests.filter((url) => url.includes('/search/')).length, 0, 'nothing is loaded before a click');
    const fit = (test) => errors.filter(test).length;
    const shown = () => page.locator('#errors .rows > li').count();
    await page.locator('[data-facet=status] a', { hasText: '404' }).first().click();
    const some = fit((error) => error.status === 404);
    await page.getByText(`${some} of 620 errors; the first 100 are here.`).waitFor();
    assert.equal(await shown(), 100);
    await page.locator('[data-facet=severity] a', { hasText: 'Warning' }).click();
    await page.locator('[data-facet=tag] a', { hasText: 'tag10' }).click();
    const few = errors.filter((error) => error.status === 404 && error.severity === 'warning' && error.tags?.includes('tag10'));
    await page.getByText(`${few.length} of 620 errors.`).waitFor();
    assert.deepEqual(await page.locator('#errors .rows a').allTextContents(), few.map((error) => error.title).sort());
    assert.equal(Number(await page.locator('[data-facet=tag] a', { hasText: 'tag10' }).locator('small').textContent()), few.length);
    await page.reload();
    await page.getByText(`${few.length} of 620 errors.`).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((found) => `${found.id} ${found.nodes[0].target}`), []);
    await page.locator('#errors .rows a').first().click();
    await page.locator('h1', { hasText: few[0].title }).waitFor();
    await end();
  } finally {
    large.close();
  }
});

test('the keyboard does all', async () => {
  const { page, end } = await open('http/409/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('/');
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.type('http-412');
  await page.locator('dialog .hits a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/http\/412\/$/);
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await end();
});

test('without script all is there', async () => {
  const { page, end } = await open('acme/limits/too-fast/', { javaScriptEnabled: false }, every);
  for (const text of ['Over the line', 'As text', 'time.Sleep(wait)', 'sleep(wait).await;', 'Deep down', 'Counted by key', 'Page the edge crew']) {
    assert.ok(await page.getByText(text, { exact: false }).first().isVisible(), text);
  }
  await page.locator('details', { hasText: 'Are failed calls counted?' }).locator('summary').click();
  assert.ok(await page.getByText('calls.', { exact: false }).first().isVisible());
  for (const dead of await page.locator('.js').all()) assert.equal(await dead.isVisible(), false, 'what needs a script is not shown');
  await end();
});

test('in print there is the text, and nothing to click', async () => {
  const { page, end } = await open('http/409/');
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['.top', '.side', '.toc', '.tools']) {
    for (const part of await page.locator(selector).all()) assert.equal(await part.isVisible(), false, selector);
  }
  assert.ok(await page.locator('.lead').isVisible());
  assert.ok((await page.pdf()).length > 10_000);
  await end();
});

test('nothing is wider than a small phone', async () => {
  const { page, end } = await open('', { viewport: { width: 320, height: 640 } });
  const paths = ['', 'http/', 'http/409/', 'errbook/dead-reference/', 'keyring/limits/rate_limited/', 'compare/', 'playbooks/', 'nowhere/'];
  for (const path of paths) {
    await page.goto(site.address + path);
    const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= view + 1, `${path}: ${wide} > ${view}`);
  }
  await end();
});

test('a page that is not there says so, and names the nearest', async () => {
  const { page, end } = await open('http/409x/');
  assert.equal(await page.title().then((title) => /not found/i.test(title)), true);
  await page.locator('.nearest a').first().waitFor();
  await end();
});

test('axe finds nothing, in light and in the dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [path, book] of [['', site], ['http/409/', site], ['http/', site], ['acme/limits/too-fast/', every], ['compare/', site], ['playbooks/', site]]) {
      const { page, end } = await open(path, { colorScheme }, book);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map((found) => `${path} ${colorScheme}: ${found.id} ${found.nodes[0].target}`), []);
      await end();
    }
  }
});

test('a book may change colours, a partial and add a style sheet', async () => {
  const settings = readFileSync(join(repository, 'tests/suite/books/every-key/book.toml'), 'utf8');
  const branded = await serve(join(repository, 'tests/suite/books/every-key'), {
    'book.toml': settings.replace('[output.html]\n', '[output.html]\nadditional-css = ["brand.css"]\n'),
    'static/brand.css': ':root { --accent: rgb(1, 2, 3) }\n.lead { letter-spacing: 3px }\n',
    'templates/partials/causes.html': '<ol class="my-causes">{% for cause in section.causes %}<li>{{ cause.title_html | safe }}</li>{% endfor %}</ol>\n',
  });
  try {
    const { page, end } = await open('acme/limits/too-fast/', { colorScheme: 'light' }, branded);
    assert.equal(await page.locator('ol.my-causes li').count(), 2);
    assert.equal(await page.locator('.lead').evaluate((lead) => getComputedStyle(lead).letterSpacing), '3px');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()), 'rgb(1, 2, 3)');
    await end();
  } finally {
    branded.close();
  }
});

test('no page loads anything from elsewhere', () => {
  const pages = [];
  const walk = (folder) => readdirSync(folder).forEach((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path);
    else if (name.endsWith('.html')) pages.push(path);
  });
  walk(every.folder);
  assert.ok(pages.length > 5);
  for (const path of pages) {
    const html = readFileSync(path, 'utf8');
    for (const [, , address] of html.matchAll(/<(script|img|iframe|source|audio|video|embed|object)\b[^>]*?\s(?:src|data)="([^"]*)"/g)) {
      assert.ok(!/^[a-z]+:|^\/\//i.test(address) || address.startsWith(every.address), `${path}: ${address}`);
    }
  }
});

test('a former address leads to its page, and to the same place in it', async () => {
  const { page, end } = await open('http/HTTP409/#fixes');
  assert.equal(page.url(), `${site.address}http/409/#fixes`);
  await page.goto(`${site.address}http/HTTP404/`);
  assert.equal(page.url(), `${site.address}http/404/`);
  await end();
});
