// SPDX-License-Identifier: Apache-2.0
// How quick the console is in Chromium on this machine: the first load from a real center over TLS,
// a hundred rows from the answer to the paint, and scrolling through ten thousand. The rows are real
// answers of the center, repeated under other ids: what is measured is the page, not the query.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const most = (what, value, unit, target) =>
  ({ what: `console: ${what}`, measured: `${value.toFixed(0)} ${unit}`, wanted: `<= ${target} ${unit}`, met: value <= target });
const least = (what, value, target, lost) =>
  ({ what: `console: ${what}`, measured: `${value}${value < target ? ` (${lost.join(', ')})` : ''}`, wanted: `>= ${target}`, met: value >= target });
const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

async function firstLoads(world, times) {
  const all = [];
  let bytes = 0;
  for (let i = 0; i < times; i++) {
    const context = await world.browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const answers = [];
    page.on('response', (answer) => answers.push(answer));
    const from = performance.now();
    await page.goto(world.center.address);
    await page.locator('input[type=password]').waitFor();
    all.push(performance.now() - from);
    const bodies = await Promise.all(answers.map((answer) => answer.body().catch(() => Buffer.alloc(0))));
    bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    await context.close();
  }
  return { ms: median(all), bytes };
}

/** Pages of a hundred, made of the center's own rows. */
async function manyRows(page, pages) {
  await page.route(/\/api\/v1\/tickets\?/, async (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const answer = await route.fetch({ url: route.request().url().replace(/&?cursor=\d+/, '') });
    const { items } = await answer.json();
    const rows = Array.from({ length: 100 }, (_, i) => ({ ...items[i % items.length], id: String(1_000_000 + at * 100 + i) }));
    await route.fulfill({ response: answer, json: { items: rows, next: at + 1 < pages ? String(at + 1) : null } });
  });
}

/** From the end of the answer to the frame after the rows stand in the page. */
async function hundredRows(page, address, times) {
  const all = [];
  for (let i = 0; i < times; i++) {
    await page.goto(`${address}/tickets?sort=oldest&limit=${i}`);
    all.push(await page.evaluate(() => new Promise((resolve) => {
      const look = () => {
        const answer = performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/v1/tickets?')).at(-1);
        if (!answer?.responseEnd || document.querySelectorAll('table.rows tbody tr[aria-rowindex]').length < 30) return requestAnimationFrame(look);
        return requestAnimationFrame(() => resolve(performance.now() - answer.responseEnd));
      };
      look();
    })));
  }
  return median(all);
}

async function scrollAll(page, address) {
  await page.goto(`${address}/tickets`);
  await page.locator('table.rows').waitFor();
  await page.waitForTimeout(500);  // What belongs to the load is not scrolling.
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration);
    }).observe({ type: 'longtask', buffered: false });
  });
  let rows = 0;
  for (let i = 0; i < 4000 && rows < 10_000; i++) {
    await page.mouse.wheel(0, 2400);
    rows = Number(await page.locator('table.rows').getAttribute('aria-rowcount'));
    if (rows < 0) rows = Number(/\d+/.exec(await page.locator('.quiet-line').first().textContent())?.[0] ?? 0);
    await page.waitForTimeout(16);
  }
  return { rows, longest: await page.evaluate(() => window.longest) };
}

/** Every page of the console; what is about one thing has the id of one that is there. */
const everyPage = ['/callbacks', '/cases', '/tickets/1', '/calls', '/board', '/cards', '/notices', '/samples', '/papers', '/issues', '/points', '/pictures',
  '/kiosks', '/calendar', '/rules', '/registry', '/accounts', '/journal', '/me', '/password'];

/** Lighthouse's speed of what somebody opens first, on a desk's computer as it imagines one. */
async function speeds(world, root) {
  const { Lighthouse } = await import(join(root, 'tests/browser/lighthouse.mjs'));
  const lighthouse = new Lighthouse();
  const own = world.page;
  await lighthouse.open(world);
  try {
    await world.signIn('fang', await world.center.account('fang', '--role', 'supervisor', '--display', '方'), 'a password of my own');
    const rows = [];
    for (const path of ['/sign-in', '/today', '/tickets']) {
      const { scores, lost } = await lighthouse.judge(`${world.center.address}${path}`, ['performance', 'accessibility']);
      rows.push(least(`Lighthouse, performance of ${path}`, scores.performance, 95, lost), least(`Lighthouse, accessibility of ${path}`, scores.accessibility, 95, lost));
    }
    // An auditor sees most pages, an administrator none with what citizens wrote: whoever has the page opens it.
    const lowest = { score: 100, path: '', lost: [] };
    for (const path of everyPage) {
      const { scores, lost, address } = await lighthouse.judge(`${world.center.address}${path}`, ['accessibility']);
      const was = new URL(address).pathname;
      if (was !== path) throw new Error(`${path}: ${was} was judged in its place`);
      if (scores.accessibility < lowest.score) Object.assign(lowest, { score: scores.accessibility, path, lost });
    }
    rows.push(least(`Lighthouse, accessibility of ${everyPage.length} more pages, the lowest${lowest.path && ` (${lowest.path})`}`, lowest.score, 95, lowest.lost));
    return rows;
  } finally {
    world.page = own;
    await lighthouse.close();
  }
}

export async function measureConsole({ bin, root, build }) {
  Object.assign(process.env, { SUNBOOTH_BIN: bin, SUNBOOTH_ROOT: root, SUNBOOTH_BUILD: build });
  const { World } = await import(join(root, 'tests/browser/world.mjs'));
  const world = new World();
  await world.start();
  try {
    world.file(Array.from({ length: 40 }, (_, i) => ({ text: `第 ${i} 件`, phone: '13800005678' })));
    const page = await world.open();
    const first = await firstLoads(world, 5);
    await world.signIn('zhou', await world.center.account('zhou', '--role', 'supervisor', '--display', '周明'), 'a password of my own');
    await manyRows(page, 101);
    const hundred = await hundredRows(page, world.center.address, 5);
    const scrolled = await scrollAll(page, world.center.address);
    const judged = await speeds(world, root);
    return [
      most('first load, compressed', first.bytes / 1000, 'kB', 400), most('first load', first.ms, 'ms', 1000),
      most('100 rows, from the answer to the paint', hundred, 'ms', 100),
      most(`longest task while scrolling ${scrolled.rows} rows`, scrolled.longest, 'ms', 100),
      ...judged,
    ];
  } finally {
    await world.stop();
  }
}
