// The dev server, as an author meets it: an edit comes to the page that is open, and what the reader did to the page stays.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, repository } from './site.mjs';

const definition = `code: conflict
title: Conflict
status: 409
summary: Two writers met.
example:
  response: { status: 409 }
  request: { language: bash, code: curl example.com }
meaning: |
  The first text.
causes:
  - A cause
fixes:
  - title: In three languages
    code:
      - { language: bash, code: one }
      - { language: python, code: two }
      - { language: go, code: three }
faq:
  - { question: Is it my fault?, answer: No. }
  - { question: Will it pass?, answer: Yes. }
verify:
  - Look at the log
sections:
${Array.from({ length: 30 }, (_, at) => `  - { title: Section ${at}, body: "${'words '.repeat(60)}" }`).join('\n')}
`;

let browser, server, address, home;

before(async () => {
  browser = await launch();
  home = mkdtempSync(join(tmpdir(), 'errbook-serve-'));
  const errors = join(home, 'errors/http');
  cpSync(join(repository, 'errors/http/_category.yaml'), join(errors, '_category.yaml'));
  write('errors/http/conflict.yaml', definition);
  write('errors/http/other.yaml', 'code: other\ntitle: Other\nsummary: Another one.\n');
  write('book.toml', '[output.html]\nadditional-css = ["own.css"]\n');
  mkdirSync(join(home, 'static'));
  write('static/own.css', 'body { --mark: first }');
  const environment = { ...process.env, EDITOR: '', VISUAL: '', TERM_PROGRAM: '' };
  server = spawn(join(repository, 'target/debug/errbook'), ['serve', home, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'], env: environment });
  address = await new Promise((done, fail) => {
    let said = '';
    server.stderr.on('data', (data) => {
      said += data;
      const found = /http:\/\/[\d.]+:\d+\//.exec(said);
      if (found) done(found[0]);
    });
    server.on('exit', () => fail(new Error(said)));
  });
});

after(async () => {
  await browser?.close();
  server?.kill();
  if (home) rmSync(home, { recursive: true, force: true });
});

function write(name, text) {
  writeFileSync(join(home, name), text);
}

/** Opens a page and waits until it follows edits; fails where it complains. */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrong.push(message.text()); });
  const followed = page.waitForResponse((response) => response.url().endsWith('/_errbook/events'));
  await page.goto(address + path);
  await followed;
  await page.evaluate(() => { window.isTheSame = true; });
  return { page, end: async () => {
    assert.ok(await page.evaluate(() => window.isTheSame), 'the page was not loaded again');
    await context.close();
    assert.deepEqual(wrong, []);
  } };
}

const shows = (page, text) => page.waitForFunction((text) => document.body.textContent.includes(text), text);

test('an edit comes to the page, and what the reader did to it stays', async () => {
  write('errors/http/conflict.yaml', definition);
  const { page, end } = await open('http/conflict/');
  await page.getByRole('tab', { name: /python/i }).click();
  await page.locator('details', { hasText: 'Will it pass?' }).last().locator('summary').click();
  await page.locator('.checks input').first().check();
  await page.evaluate(() => {
    document.querySelector('#section-9 a').focus({ preventScroll: true });
    scrollTo({ top: 2000, behavior: 'instant' });
  });
  const state = () => page.evaluate(() => ({
    y: Math.round(scrollY),
    tab: [...document.querySelectorAll('[role=tab][aria-selected=true]')].map((tab) => tab.textContent),
    open: [...document.querySelectorAll('details[open] summary')].map((fold) => fold.textContent.trim()),
    checked: document.querySelectorAll('.checks input:checked').length,
    focus: document.activeElement.outerHTML.slice(0, 60),
    copy: document.querySelectorAll('.copy').length,
  }));
  const before = await state();
  assert.ok(before.y > 500 && before.checked === 1 && before.tab.includes('Python'), JSON.stringify(before));
  write('errors/http/conflict.yaml', definition.replace('The first text.', 'The second text.').replace('code: two', 'code: two and more'));
  await shows(page, 'The second text.');
  assert.deepEqual(await state(), before);
  assert.ok(!(await page.locator('body').textContent()).includes('The first text.'));
  // What is added stands in its place.
  write('errors/http/conflict.yaml', definition.replace('- A cause', '- A cause\n  - Another cause').replace('title: Conflict', 'title: Clash'));
  await shows(page, 'Another cause');
  assert.match(await page.title(), /^Clash/);
  assert.equal(await page.locator('h1').first().textContent().then((text) => text.trim()), 'Clash');
  await end();
});

test('a page that did not change is not touched', async () => {
  write('errors/http/conflict.yaml', definition);
  const { page, end } = await open('http/other/');
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.changes = 0;
    new MutationObserver((list) => { window.changes += list.length; }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const fetched = page.waitForResponse((response) => response.url().endsWith('/http/other/'));
  write('errors/http/conflict.yaml', definition.replace('The first text.', 'The third text.'));
  await fetched;
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.changes), 0);
  await end();
});

test('a change of CSS swaps the sheet alone', async () => {
  const { page, end } = await open('http/other/');
  const mark = () => page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--mark'));
  assert.equal(await mark(), 'first');
  for (const turn of ['second', 'third']) {
    write('static/own.css', `body { --mark: ${turn} }`);
    await page.waitForFunction((turn) => getComputedStyle(document.body).getPropertyValue('--mark') === turn, turn);
    await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 2);
  }
  await end();
});

test('findings are laid over the last good site, and go by themselves', async () => {
  write('errors/http/conflict.yaml', definition);
  const { page, end } = await open('http/conflict/');
  write('errors/http/conflict.yaml', definition.replace('title: Conflict', 'titel: "<img src=x onerror=alert(1)>"'));
  const overlay = page.locator('errbook-findings');
  const finding = overlay.locator('li button', { hasText: 'titel' }).first();
  await finding.waitFor();
  const text = await finding.locator('pre').textContent();
  assert.match(text, /errors\/http\/conflict\.yaml:2:1/);
  assert.match(text, /\^\^\^\^\^/);
  assert.ok(text.includes('<img src=x'), 'the text is shown, not taken for markup');
  assert.equal(await page.locator('h1').first().textContent().then((text) => text.trim()), 'Conflict');
  const sheet = await finding.evaluate((button) => getComputedStyle(button.closest('section')).position);
  assert.equal(sheet, 'fixed');
  await finding.click();
  await finding.getByText('Copied').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /errors\/http\/conflict\.yaml:2:1$/);
  write('errors/http/conflict.yaml', definition.replace('title: Conflict', 'title: Mended'));
  await shows(page, 'Mended');
  await overlay.waitFor({ state: 'detached' });
  await end();
});

test('the desk leads to files, and follows edits', async () => {
  write('errors/http/conflict.yaml', definition);
  const { page, end } = await open('_errbook/');
  write('errors/http/conflict.yaml', definition.replace('code: conflict', 'cod: conflict'));
  await page.locator('#findings + ul li', { hasText: 'cod' }).first().waitFor();
  await page.locator('#findings + ul li button').first().click();
  await page.getByText('Copied').first().waitFor();
  write('errors/http/conflict.yaml', definition);
  await page.getByText('Nothing is wrong.').waitFor();
  await end();
});
