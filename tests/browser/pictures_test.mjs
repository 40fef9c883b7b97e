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

test('what is drawn leads to its rows: the numbers there are the same', async () => {
  await card('工单办到哪一步').getByRole('button', { name: '看表格' }).click();
  await card('工单办到哪一步').getByRole('link', { name: '登记' }).click();
  await page.getByRole('heading', { name: '工单', exact: true }).waitFor();
  const rows = page.locator('table.rows');
  await rows.waitFor();
  const all = page.getByText(`已显示 ${figures.funnel[0].count} 条`);
  for (let i = 0; i < 40 && await all.count() === 0; i++) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));  // More comes before the end is seen.
    await page.waitForTimeout(150);
  }
  assert.equal(await all.count(), 1);
  await page.goBack();
  await page.locator('canvas').nth(5).waitFor();
  // A press on a bar of the weeks leads to the week.
  const flow = card('每周收到与办结').locator('canvas');
  await flow.scrollIntoViewIfNeeded();
  const box = await flow.boundingBox();
  for (let y = 50; y < box.height && !/\/tickets/.test(page.url()); y += 6) {
    for (let x = 40; x < box.width && !/\/tickets/.test(page.url()); x += 9) await page.mouse.click(box.x + x, box.y + y);
  }
  assert.match(page.url(), /\/tickets\?.*from=\d{4}-\d\d-\d\d&to=/);
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
