// SPDX-License-Identifier: Apache-2.0
// The working calendar and the rules on their pages: the effect of a change before it is made.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page;

before(async () => {
  await world.start();
  world.file([]);
  world.fileEarlier(3, Array.from({ length: 6 }, (_, i) => ({ text: `第 ${i + 1} 件` })));
  world.file([{ text: '今天的一件。' }]);
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(async () => {
  await world.stop();
});

/** Marks so many working days after `today` in the year that is shown. @return how many there were. */
async function pressDays(today, wanted) {
  let pressed = 0;
  for (const day of await page.locator('button.cell-day.plain').all()) {
    const date = (await day.getAttribute('title')).slice(0, 10);
    if (date <= today || pressed >= wanted) continue;
    await day.click();
    pressed += 1;
  }
  return pressed;
}

test('the calendar says which dates would move before it is changed, and which have moved after', async () => {
  await page.goto(`${world.center.address}/calendar`);
  await page.locator('.month').nth(11).waitFor();
  await world.gallery('calendar');
  await page.getByRole('button', { name: '在年历上选日子' }).click();
  // The next five working days, which may lie in the next year: each open date moves.
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const year = Number(today.slice(0, 4));
  let pressed = await pressDays(today, 5);
  if (pressed < 5) {
    await page.getByRole('button', { name: String(year + 1) }).click();
    await page.locator(`.cell-day[title^="${year + 1}-12-31"]`).waitFor();
    pressed += await pressDays(today, 5 - pressed);
  }
  assert.equal(pressed, 5);
  await page.getByLabel('这份日历的名称').fill('停电停办');
  await page.getByLabel('依据').fill('供电公司通知');
  await page.getByRole('button', { name: '看看会动哪些期限' }).click();
  const told = await page.locator('.moves strong').first().textContent();
  const moved = Number(/\d+/.exec(told)[0]);
  assert.ok(moved > 0, told);
  await world.checkAccess('a change of the calendar');
  await world.shot('calendar-preview-zh');
  await page.getByRole('button', { name: '就这样改' }).click();
  await page.getByText(`${moved} 个期限已变动`).waitFor();
  await page.getByRole('cell', { name: '用上“停电停办”' }).waitFor();
});

test('a rule edition is compared and judged before it is brought in; a wrong file is told where', async () => {
  await page.goto(`${world.center.address}/rules`);
  await page.getByText('现行').waitFor();
  await world.gallery('rules');
  await page.getByRole('button', { name: '新一版规则' }).click();
  await world.gallery('rules-form');
  await page.getByText('直接改规则文件').click();
  const file = page.getByLabel('规则文件', { exact: true });
  const toml = await file.inputValue();
  await file.fill('id = 7');
  await page.getByRole('button', { name: '看看会动哪些期限' }).click();
  await page.getByRole('alert').getByText('规则文件不对').waitFor();
  const next = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await file.fill(toml);
  // Each field of the form is one place of the file; nothing else of it moves.
  await page.getByLabel('自哪天起用', { exact: true }).fill(next);
  await page.getByRole('group', { name: '答复', exact: true }).getByLabel('天数').fill('10');
  await page.getByLabel('依据（文件名和文号）').fill('市办法 "2027" 第九条');
  await page.getByLabel('依据（文件名和文号）').blur();
  const changed = (await file.inputValue()).split('\n').filter((line, at) => line !== toml.split('\n')[at]);
  assert.deepEqual(changed.map((line) => line.replace(/\s+#.*/, '')), [`from = "${next}"`, 'source = "市办法 \\"2027\\" 第九条"', 'n = 10']);
  await page.getByRole('button', { name: '看看会动哪些期限' }).click();
  await page.locator('.diff .come', { hasText: 'n = 10' }).waitFor();
  await page.locator('.moves').waitFor();
  await world.checkAccess('a new edition');
  await world.shot('rules-preview-zh');
  await page.getByRole('button', { name: '就这样改' }).click();
  await page.getByText('新一版已生效').waitFor();
});

test('a list that is too long for paper says which of its rows are on it', async () => {
  const many = 2_100;
  await page.route(/\/api\/v1\/tickets\?/, async (route) => {
    const answer = await route.fetch();
    const { items } = await answer.json();
    await route.fulfill({ response: answer, json: { next: null, items: Array.from({ length: many }, (_, i) => ({ ...items[i % items.length], id: String(1_000 + i) })) } });
  });
  await page.goto(`${world.center.address}/tickets`);
  await page.getByText(`已显示 ${many} 条`).waitFor();
  assert.equal(await page.locator('.cut').count(), 0);
  await page.emulateMedia({ media: 'print' });
  await page.locator('.cut', { hasText: `（已读出 ${many} 条）` }).waitFor();
  assert.equal(await page.locator('tr.gap').first().isVisible(), false);  // No blank sheets.
  await page.emulateMedia({ media: null });
  await page.unroute(/\/api\/v1\/tickets\?/);
});
