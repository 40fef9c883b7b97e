// SPDX-License-Identifier: Apache-2.0
// Long lists of tickets: how many there are, by topic and by the day on which they are due, from every heading,
// also where columns are folded away; days written or chosen in the console's own language; a case that the citizen's
// words name; and a deed that is shown before the center has answered.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, World } from './world.mjs';

const own = 'a password of my own';
const many = 130;  // More than a page.
const world = new World();
let page;

before(async () => {
  await world.start();
  await world.center.importCases(join(root, 'assets/demo/cases.csv'));
  world.file([]);
  world.fileEarlier(9, [{ text: '办件 ４２０６００-2026-1100-0001 拖了半个月，打 13800005678 找我。', topic: 'fees' }]);
  world.file(Array.from({ length: many }, (_, i) => ({ text: `第 ${i} 件。`, phone: i % 3 ? '' : '13800005678', topic: i % 10 ? 'slow' : 'fees', window: i % 2 ? '2' : '4', unit: i % 2 ? 'scjg' : 'rlzy' })));
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(() => world.stop());

const rows = () => page.locator('table.rows > tbody > tr[aria-rowindex]');
const heading = (name) => page.locator('thead').getByRole('button', { name });
const total = (words) => page.locator('.total', { hasText: words }).waitFor();
const asked = (path) => page.evaluate((to) => fetch(to).then((one) => one.json()), path);

test('a list says how many there are before all of them came, and by topic', async () => {
  await page.getByRole('navigation').getByRole('link', { name: /^工单/ }).click();
  await total(`共 ${many + 1} 条`);
  await page.getByText('已显示 100 条').waitFor();
  await page.getByLabel('事项').selectOption('fees');
  await total('共 14 条');
  assert.match(page.url(), /topic=fees/);
  await page.getByRole('button', { name: '已逾期', exact: true }).click();
  await page.waitForURL(/view=overdue/);
  assert.match(page.url(), /topic=fees/);  // A view keeps the other filters.
  await page.getByRole('button', { name: '清除条件' }).click();
  await total(`共 ${many + 1} 条`);
});

test('the heading of the due date sorts by it, from either end; so do the folded headings of a narrow list', async () => {
  const { items: [first] } = await asked('/api/v1/tickets?sort=oldest&limit=1');
  await heading('期限').click();
  await page.waitForURL(/sort=due$/);
  await rows().first().getByText(first.ticket_no).waitFor();
  assert.equal(await page.getByRole('columnheader', { name: '期限' }).getAttribute('aria-sort'), 'ascending');
  await heading('期限').click();
  await page.waitForURL(/sort=due_last/);
  await rows().first().getByText(first.ticket_no).waitFor({ state: 'hidden' });
  const { items: [last] } = await asked('/api/v1/tickets?sort=due_last&limit=1');
  await rows().first().getByText(last.ticket_no).waitFor();
  await page.getByLabel('排序').selectOption('due');
  await rows().first().getByText(first.ticket_no).waitFor();
  await page.getByRole('button', { name: '未办结', exact: true }).click();
  await page.waitForURL(/view=/);
  assert.equal(await heading('工单号').count(), 0);  // A view has no other order than this one.
  await heading('期限').click();
  await page.waitForURL(/view=.*sort=due_last/);
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.setViewportSize({ width: 320, height: 640 });
  await world.settled();
  assert.deepEqual(await world.cutOff(), []);
  await world.checkAccess('a narrow list');
  await world.shot('orders-narrow-zh');
  await page.goto(`${world.center.address}/points`);
  await page.locator('thead .folded-sort').first().click();
  await page.waitForURL(/sort=/);
  await page.locator('thead .folded-sort[aria-pressed="true"]').waitFor();
  assert.deepEqual(await world.cutOff(), []);
  await world.checkAccess('a narrow list, sorted by what is folded');
  await world.shot('points-narrow-zh');
  await page.setViewportSize({ width: 1440, height: 960 });
  await page.goto(`${world.center.address}/tickets`);
  await total(`共 ${many + 1} 条`);
  await world.gallery('orders');
});

test('days speak the language of the console, written or chosen by keys', async () => {
  const from = page.getByLabel('提交自', { exact: true });
  await from.fill('1月2日');
  await from.press('Tab');
  assert.match(page.url(), /from=\d{4}-01-02/);
  const year = new URL(page.url()).searchParams.get('from').slice(0, 4);
  assert.equal(await from.inputValue(), `${year}年1月2日`);
  await page.getByRole('button', { name: 'English', exact: true }).click();
  const start = page.getByLabel('Filed from', { exact: true });
  assert.equal(await start.inputValue(), `Jan 2, ${year}`);
  await start.fill(`3 Feb ${year}`);
  await page.waitForURL(new RegExp(`from=${year}-02-03`));
  await start.press('ArrowDown');
  const sheet = page.getByRole('dialog', { name: 'Choose a day' });
  await sheet.getByText(`February ${year}`).waitFor();
  await world.checkAccess('a calendar, light');
  await world.shot('date-en');
  await page.emulateMedia({ colorScheme: 'dark' });
  await world.checkAccess('a calendar, dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`from=${year}-01-04`));
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await start.press('ArrowDown');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await start.fill('31 Feb');
  await start.press('Tab');
  assert.equal(await start.evaluate((one) => one.validity.customError), true);
  await start.fill('');
  await page.waitForURL((url) => !url.searchParams.has('from'));
  await page.getByRole('button', { name: '中文', exact: true }).click();
});

test('a case whose number stands in the citizen\'s words is proposed, and linked by one press', async () => {
  const { items: [first] } = await asked('/api/v1/tickets?sort=oldest&limit=1');
  await page.goto(`${world.center.address}/tickets/${first.id}`);
  const found = page.getByRole('list', { name: '来访人写到的编号' });
  await found.getByRole('link', { name: '420600-2026-1100-0001' }).waitFor();
  assert.equal(await found.getByRole('listitem').count(), 1);  // A telephone number is none.
  // Late is the step that it stands before; what comes after it is not due yet.
  assert.deepEqual(await page.locator('div:has(> dd.late) > dt').allTextContents(), ['核实并告知是否受理']);
  await world.gallery('case-proposed');
  await found.getByRole('button', { name: '就是这件' }).click();
  await found.waitFor({ state: 'hidden' });
  assert.equal((await asked(`/api/v1/tickets/${first.id}`)).case.case_no, '420600-2026-1100-0001');
});

test('a note stands among the events before the center has answered, and back in its field when it says no', async () => {
  const { items: [row] } = await asked('/api/v1/tickets?limit=1');
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  await page.locator('summary', { hasText: '督办' }).click();
  const field = page.locator('#supervise');
  let answer;
  await page.route(/\/actions$/, async (route) => {
    const status = await new Promise((then) => { answer = then; });
    return status ? route.fulfill({ status, body: '' }) : route.continue();
  });
  const send = async () => {
    await field.fill('三天内办完。');
    await page.locator('form', { has: field }).getByRole('button').click();
    await page.locator('.timeline .pending', { hasText: '三天内办完。' }).waitFor();
  };
  await send();
  assert.equal(await field.inputValue(), '');
  await world.gallery('ticket-pending');
  answer(503);
  await page.locator('.timeline .pending').waitFor({ state: 'hidden' });
  assert.equal(await field.inputValue(), '三天内办完。');
  await page.locator('.panel').getByRole('alert').waitFor();
  await send();
  answer(0);
  await page.locator('.timeline .pending').waitFor({ state: 'hidden' });
  await page.locator('.timeline li', { hasText: '三天内办完。' }).waitFor();
  assert.equal(await page.locator('.timeline li', { hasText: '三天内办完。' }).count(), 1);
  await page.unroute(/\/actions$/);
  world.complaints = world.complaints.filter((one) => !/status of 503/.test(one));  // Brought about here.
});

test('nobody\'s script complained', () => { assert.deepEqual(world.complaints, []); });
