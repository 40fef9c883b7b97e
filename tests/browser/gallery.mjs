// SPDX-License-Identifier: Apache-2.0
// Puts small copies of the pictures that the browser tests made where the console's README finds them:
//   node tests/browser/gallery.mjs [NAME ..]          after a test run; all of them, or those that changed
// Chromium itself makes them smaller, so that nothing else has to be installed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { picturesOf } from './gallery_pages.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const from = join(root, 'build/pictures/console');
const to = join(root, 'tests/golden/pictures/console');
const widthPx = 640;
const pages = Object.values(picturesOf).flat();

mkdirSync(to, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
const asked = process.argv.slice(2);
for (const name of pages.filter((one) => asked.length === 0 || asked.includes(one))) {
  const file = join(from, `${name}-1280.png`);
  if (!existsSync(file)) {
    console.error(`${name}: no such picture; run the browser tests first`);
    process.exitCode = 1;
    continue;
  }
  await page.setContent(`<body style="margin:0"><img style="width:${widthPx}px;display:block" src="data:image/png;base64,${readFileSync(file).toString('base64')}">`);
  await page.locator('img').screenshot({ path: join(to, `${name}.jpg`), type: 'jpeg', quality: 72 });
}
await browser.close();
