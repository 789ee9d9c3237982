// Makes the pictures of the README: `node tests/browser/screenshots.mjs` after `tests/browser/run` has installed what it needs.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, repository, serve } from './site.mjs';

process.env.CHROMIUM ??= '/usr/bin/chromium';
const pictures = [
  ['page-light', 'http/409/', { width: 1280, height: 900 }, 'light'],
  ['page-dark', 'keyring/limits/rate_limited/', { width: 1280, height: 900 }, 'dark'],
  ['page-phone', 'http/409/', { width: 390, height: 844 }, 'light'],
  ['catalog', '', { width: 1280, height: 900 }, 'light'],
];
const folder = join(repository, 'docs/images');
mkdirSync(folder, { recursive: true });
const browser = await launch();
const site = await serve(repository);
try {
  for (const [name, path, viewport, colorScheme] of pictures) {
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    await page.goto(site.address + path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  site.close();
}
