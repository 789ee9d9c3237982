// Definitions that nobody would write by hand, and some that somebody would write to do harm.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, repository, serve } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** Every page below a folder, as a path from it. */
const pages = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).map((name) => name.replaceAll('\\', '/'));

const list = (count, item) => Array.from({ length: count }, (_, place) => item(place));
const long = 'A title that goes on `and on` with <tags>, | pipes, [brackets](x), "quotes" & more. '.repeat(5).slice(0, 400);

const definitions = {
  long: {
    code: `err:${'x'.repeat(68)}`, slug: 'long', title: long, summary: long, status: 418, severity: 'fatal',
    signals: Object.fromEntries(list(8, (place) => [`signal_${place}`, 'V'.repeat(60)])),
    retry: { policy: 'after', after: 'Retry-After', note: long },
    tags: list(30, (place) => `tag ${'long-'.repeat(8)}${place}`), aliases: ['other'], messages: ['m '.repeat(200)],
    lifecycle: { introduced: '1.0', deprecated: { since: '2.0', note: long }, removed: { since: '3.0', note: long }, replaced_by: 'short' },
    example: { response: { meta: { requestId: 'x'.repeat(300) }, items: list(300, (index) => ({ index, value: `line ${index}` })) }, request: { language: 'bash', code: `curl ${'https://example.com/'.repeat(20)}` } },
    meaning: `# ${long}\n\n| ${'column | '.repeat(20)}\n|${'---|'.repeat(20)}\n| ${'cell | '.repeat(20)}\n\n${'w'.repeat(500)}\n\n\`${'c'.repeat(500)}\`\n`,
    causes: list(40, (place) => ({ title: `${long} ${place}`, detail: long, likelihood: ['high', 'medium', 'low'][place % 3], example: 'e'.repeat(200) })),
    fixes: list(20, (place) => ({ title: long, time: 'about an hour and a half', difficulty: ['easy', 'medium', 'hard'][place % 3], code: list(9, (tab) => ({ language: ['bash', 'python', 'rust'][tab % 3], title: `Language ${tab}`, code: 'x = '.repeat(100) })) })),
    sections: [{ title: long, items: list(60, (place) => ({ text: `Operation \`${'Describe'.repeat(6)}${place}\``, example: 'x'.repeat(120) })) }],
    faq: [{ question: long, answer: long, short: long }], verify: [long], prevent: ['y'.repeat(300)], takeaways: [long],
    compare: [{ with: 'short', title: long, choose_this: long, choose_that: long }],
    related: [{ code: 'short', why: long }, ...list(20, (place) => `near-${place}`)],
    references: [{ title: long, url: `https://example.com/${'path/'.repeat(60)}` }],
  },
  short: { code: 'short', title: 'S', summary: 'S' },
  arabic: {
    code: 'arabic', title: 'خطأ في المصادقة', summary: 'لم يتم العثور على المفتاح. تحقق من `key_id` وحاول مرة أخرى.', status: 401,
    causes: [{ title: 'المفتاح منتهي', detail: 'تفاصيل عن السبب.', likelihood: 'high' }], fixes: ['أنشئ مفتاحا جديدا'],
    diagnosis: { steps: ['خطوة', 'خطوة ثانية'] }, related: ['short'],
  },
  ...Object.fromEntries(list(20, (place) => [`near-${place}`, { code: `near-${place}`, title: `Near ${place} ${'and '.repeat(20)}`, summary: 'S', related: [`err:${'x'.repeat(68)}`] }])),
};

for (const language of ['en', 'ar']) {
  test(`nothing that is long, strange or missing breaks a page (${language})`, async () => {
    const files = { 'book.toml': `[book]\ntitle = "${'Strange errors '.repeat(6)}"\nlanguage = "${language}"\n\n[output.html]\n` };
    for (const [name, definition] of Object.entries(definitions)) files[`errors/deep/er/${'folder'.repeat(8)}/${name}.json`] = JSON.stringify(definition);
    const site = await serve(join(repository, 'no-such-book'), files);
    const context = await browser.newContext();
    const page = await context.newPage();
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    try {
      const all = pages(site.folder).filter((name) => !/near-\d/.test(name));
      assert.ok(all.some((name) => name.includes('/long/')) && all.some((name) => name.startsWith('compare/')), all.join());
      for (const name of all) {
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(site.address + name);
          const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(wide <= view + 1, `${name} at ${width}: ${wide} > ${view}`);
        }
        // The other direction changes no role, name or colour.
        if (language !== 'en') continue;
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map((found) => `${name}: ${found.id} ${found.nodes[0].target}`), []);
      }
      assert.deepEqual(wrong, []);
    } finally {
      await context.close();
      site.close();
    }
  });
}

const ATTACKS = [
  '</script><script>window.harm()</script>',
  `" onmouseover="window.harm()" x=' onfocus='window.harm()' autofocus`,
  '<img src=x onerror=window.harm()><svg/onload=window.harm()><iframe srcdoc="<script>top.harm()</script>">',
  '[x](javascript:window.harm()) ![x](data:text/html,x) [[other|<script>window.harm()</script>]] `</code><script>window.harm()</script>`',
];

for (const html of [false, true]) {
  test(`no script of a definition runs, even where no policy forbids it (allow-html = ${html})`, async () => {
    const source = join(repository, 'tests/strength/hostile');
    const inner = JSON.stringify(ATTACKS.join(' ')).slice(1, -1);
    const files = {};
    for (const name of readdirSync(source, { recursive: true }).filter((name) => /\.(ya?ml|toml)$/.test(name))) {
      const text = readFileSync(join(source, name), 'utf8');
      // A place in a payload is written with quotes of its own.
      files[name.replaceAll('\\', '/')] = text.replace('[\\"EVIL\\"]', 'a.b').replaceAll('EVIL', inner);
    }
    if (html) files['book.toml'] += '\n[markdown]\nallow-html = true\n';
    const site = await serve(source, files, { bare: true });
    const context = await browser.newContext();
    let harm = 0;
    const strangers = [];
    await context.exposeFunction('harm', () => { harm += 1; });
    await context.addInitScript(() => { for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.harm; });
    const page = await context.newPage();
    page.on('request', (request) => { if (!request.url().startsWith(site.address) && !request.url().startsWith('data:')) strangers.push(request.url()); });
    try {
      const all = pages(site.folder);
      assert.ok(all.length > 5, all.join());
      for (const name of all) {
        await page.goto(site.address + name);
        // A former address leads on.
        if (readFileSync(join(site.folder, name), 'utf8').includes('http-equiv="refresh"')) {
          await page.waitForFunction(() => document.readyState === 'complete' && !document.querySelector('meta[http-equiv=refresh]'));
        }
        // Whatever waits for a reader's hand is given it.
        await page.evaluate(() => {
          for (const element of document.querySelectorAll('*')) for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error']) element.dispatchEvent(new Event(kind));
          for (const fold of document.querySelectorAll('details')) fold.open = true;
          // Links of pictures are of SVG, whose `href` is no text.
          for (const link of document.querySelectorAll('a[href]')) if (!/^(https?|mailto):$/.test(new URL(link.getAttribute('href'), document.baseURI).protocol)) link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        });
      }
      assert.deepEqual([harm, strangers], [0, []]);
      // The check can fail: a page that did harm would tell.
      await page.evaluate(() => alert());
      assert.equal(harm, 1);
    } finally {
      await context.close();
      site.close();
    }
  });
}
