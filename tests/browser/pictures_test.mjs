// SPDX-License-Identifier: Apache-2.0
// The pictures over months of a hall's life: every figure is the center's own, every picture has its
// table, and what is drawn leads to the tickets behind it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { liveThrough } from './months.mjs';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page, chief, figures;

before(async () => {
  await world.start();
  chief = await liveThrough(world, { days: 120, perDay: 4 });
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(async () => {
  chief?.close();
  await world.stop();
});

const card = (title) => page.locator('section.chart', { has: page.getByRole('heading', { name: title }) });
/** The table behind a picture, cell by cell. */
async function tableOf(title) {
  const button = card(title).getByRole('button', { name: '看表格' });
  await button.click();
  assert.equal(await card(title).locator('canvas').isVisible(), false);
  const rows = await card(title).locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  await button.click();
  await card(title).locator('canvas').waitFor();
  return rows;
}
const shown = (count) => (count === null ? '少于 5' : String(count));

test('months of ratings and tickets are drawn, in every width, theme and language', async () => {
  const asked = page.waitForResponse(/\/api\/v1\/statistics/);
  await page.goto(`${world.center.address}/pictures?months=6`);
  figures = await (await asked).json();
  await page.locator('canvas').nth(5).waitFor();
  assert.ok(figures.bad_fixed_in_time.n > 0, 'bad ratings are mended');
  assert.ok(figures.ratings.n > 200 && figures.funnel[0].count > 50, 'months of data');
  await world.gallery('pictures');
  await world.shot('pictures-zh');
});

test('the table of each picture has the figures that the center told, and hides what is too small', async () => {
  assert.deepEqual((await tableOf('工单办到哪一步')).map((row) => row[1]), figures.funnel.map((one) => shown(one.count)));
  assert.deepEqual((await tableOf('从提交到办结用了几天')).map((row) => [row[1], row[3]]),
    figures.closing.map((one) => [shown(one.count), shown(one.late)]));
  assert.deepEqual((await tableOf('每周收到与办结')).map((row) => row.slice(1)),
    figures.flow.map((one) => [shown(one.filed), shown(one.closed)]));
  const windows = await tableOf('各窗口评价分布');
  assert.equal(windows.length, figures.windows.length + 1);
  assert.equal(windows[0][1], String(figures.ratings.n));
  for (const one of figures.windows) {
    const row = windows.find((cells) => cells[0].includes(` ${one.window} ·`));
    assert.equal(row[1], shown(one.n));
    if (one.n === null) assert.equal(row[2], '少于 5');
  }
  assert.equal((await tableOf('各窗口每周工单数')).length, figures.heat.rows.length);
});

/** How many rows the center has for the address of a list: by its own question, page by page. */
async function rowsOf(address) {
  return page.evaluate(async (to) => {
    const { pathname, search } = new URL(to, location.href);
    let count = 0, cursor = '';
    do {
      const answer = await fetch(`/api/v1${pathname}?${search.slice(1)}&limit=100${cursor}`);
      if (!answer.ok) return `${answer.status} ${to}`;
      const { items, next } = await answer.json();
      count += items.length;
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor);
    return count;
  }, address);
}

test('every number of every picture leads to a list with exactly so many rows', async () => {
  const least = { 各窗口评价分布: 12, 每月走势: 3, 每周收到与办结: 10, 从提交到办结用了几天: 5, 工单办到哪一步: 4, 各窗口每周工单数: 1 };
  for (const [title, links] of Object.entries(least)) {
    await card(title).getByRole('button', { name: '看表格' }).click();
    const numbers = await card(title).locator('tbody td:not(:first-child) a').evaluateAll((all) => all.map((one) => [one.getAttribute('href'), Number(one.textContent)]));
    assert.ok(numbers.length >= links, `${title}: ${numbers.length} links`);
    for (const [href, number] of numbers) assert.equal(await rowsOf(href), number, `${title}: ${href}`);
    await card(title).getByRole('button', { name: '看表格' }).click();
  }
  // The rates above them: what each is of, and its part.
  const rates = await page.locator('dl.rates a').evaluateAll((all) => all.map((one) => [one.getAttribute('href'), Number(one.textContent)]));
  assert.ok(rates.length >= 10, `${rates.length} links of rates`);
  for (const [href, number] of rates) assert.equal(await rowsOf(href), number, href);
  // A nought leads nowhere, and every other number somewhere.
  await card('每周收到与办结').getByRole('button', { name: '看表格' }).click();
  const plain = await card('每周收到与办结').locator('tbody td:not(:first-child):not(:has(a))').allTextContents();
  assert.ok(plain.every((words) => ['0', '少于 5'].includes(words.trim())), plain.join());
  await card('每周收到与办结').getByRole('button', { name: '看表格' }).click();
});

/** Everything that a list has is before the eye, however many pages it comes in. */
async function showsAll(count) {
  const all = page.getByText(`已显示 ${count} 条`);
  await page.locator('table.rows').waitFor();
  for (let i = 0; i < 60 && await all.count() === 0; i++) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));  // More comes before the end is seen.
    await page.waitForTimeout(150);
  }
  assert.equal(await all.count(), 1, `all ${count}`);
}
/** Presses on a picture, here and there, until it leads somewhere. */
async function press(title, address) {
  await page.goto(`${world.center.address}/pictures?months=6`);
  await page.locator('canvas').nth(5).waitFor();
  const canvas = card(title).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  for (let y = 50; y < box.height && !address.test(page.url()); y += 6) {
    for (let x = 40; x < box.width && !address.test(page.url()); x += 9) await page.mouse.click(box.x + x, box.y + y);
  }
  assert.match(page.url(), address, title);
}

test('the page of a list asks as its link says, and says what it was asked for', async () => {
  await card('工单办到哪一步').getByRole('button', { name: '看表格' }).click();
  await card('工单办到哪一步').getByRole('link', { name: '答复', exact: true }).click();
  await page.getByRole('heading', { name: '工单', exact: true }).waitFor();
  await page.getByText('到过“答复”').waitFor();
  await showsAll(figures.funnel[3].count);
  await world.gallery('list-counted');
  await page.goBack();
  await page.locator('canvas').nth(5).waitFor();
  await card('从提交到办结用了几天').getByRole('button', { name: '看表格' }).click();
  const bar = figures.closing.findLastIndex((one) => one.count);
  await card('从提交到办结用了几天').locator('tbody tr').nth(bar).getByRole('link').nth(1).click();
  await page.getByText(/天内办结|天以后办结/).waitFor();
  await showsAll(figures.closing[bar].count);
  await page.goto(`${world.center.address}/ratings?from=${figures.from}&to=${figures.to}&level=2`);
  await showsAll(figures.ratings.levels[3]);
  await page.locator('td .chip', { hasText: '不满意' }).first().waitFor();
  await world.gallery('ratings');
  await page.getByRole('link', { name: '看工单' }).first().click();
  await page.getByRole('region', { name: '相关' }).getByRole('link', { name: '不满意' }).waitFor();
});

test('a press on what is drawn leads to its rows', async () => {
  await press('每周收到与办结', /\/tickets\?.*from=\d{4}-\d\d-\d\d&to=/);
  await press('从提交到办结用了几天', /\/tickets\?.*closed_in=/);
  await press('各窗口评价分布', /\/ratings\?.*level=\d/);
});

test('the health of kiosks is that of all of them, and what is wrong leads to those with which it is so', async () => {
  const more = /\/api\/v1\/kiosks\?/;
  await page.route(more, async (route) => {
    const asked = new URL(route.request().url());
    const isFirst = !asked.searchParams.has('cursor');
    asked.searchParams.delete('cursor');
    const answer = await route.fetch({ url: asked.href });
    const told = await answer.json();
    const [one] = told.items;
    // As of a hall with more kiosks than one answer has.
    await route.fulfill({ response: answer, json: isFirst ? { ...told, next: 'more' } : { ...told, next: null, items: [{ ...one, kiosk: 'hall-101', state: 'silent', gaps: 2 }] } });
  });
  await page.goto(`${world.center.address}/pictures?months=1`);
  const health = card('自助机健康');
  await health.getByText('hall-101').waitFor();
  await page.unroute(more);
  await health.getByRole('row', { name: /hall-101/ }).getByRole('link').last().click();
  await page.waitForURL(/\/kiosks\?troubled=true/);
});

test('on paper every picture is followed by its table, in dark colours on white', async () => {
  await page.goto(`${world.center.address}/pictures?months=6`);
  await page.locator('canvas').nth(5).waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const title of ['工单办到哪一步', '各窗口评价分布', '各窗口每周工单数']) {
    assert.equal(await card(title).locator('table').isVisible(), true, title);
  }
  assert.equal(await page.getByRole('navigation').isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.chart')).color), 'rgb(0, 0, 0)');
  await world.shot('pictures-print-zh');
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
});

test('the bulletin of a month is read before it is issued, and printed with its tables', async () => {
  await page.goto(`${world.center.address}/papers`);
  await page.getByRole('button', { name: '起草月度通报' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/典型事例和工作要求/).fill('某窗口上午无人值守，群众等候一小时。\n请各单位落实 AB 岗。');
  await dialog.getByLabel('抄送（用顿号分开）').fill('市优化办、中心各窗口部门');
  await dialog.getByRole('button', { name: '先看样稿' }).click();
  await dialog.locator('.paper table').nth(1).waitFor();
  await dialog.getByRole('button', { name: '制发文书' }).click();
  await page.locator('.paper .no', { hasText: /效通〔\d{4}〕1号/ }).waitFor();
  const ratings = page.locator('.paper table', { hasText: '满意率' });
  assert.ok(await ratings.locator('tbody tr').count() > 5, 'each unit that was rated');
  await world.gallery('bulletin');
  const sheets = await world.printed('paper-bulletin');
  assert.ok(sheets <= 2, `${sheets} sheets`);
  assert.deepEqual(world.complaints, []);
});
