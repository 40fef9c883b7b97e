// SPDX-License-Identifier: Apache-2.0
// What a page shows while it has nothing to show: that it is loading, that there is nothing, that it failed and may be
// asked again; and what is the browser's own by nature, the choice of a file and the word for a field that was left out,
// in the language of the page.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page;

before(async () => {
  await world.start();
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(() => world.stop());

const go = (path) => page.goto(`${world.center.address}${path}`);
const loading = () => page.locator('[role="status"][aria-label]').first();
const alerts = () => page.locator('main').getByRole('alert');

test('where there is nothing yet a page says so, and of what', async () => {
  for (const path of ['/today', '/tickets', '/callbacks', '/cases', '/board', '/cards', '/notices', '/samples', '/papers', '/issues', '/ratings', '/pictures', '/kiosks']) {
    await go(path);
    const words = page.locator('main .empty').first();
    await words.waitFor();
    assert.ok((await words.textContent()).trim().length > 4, path);
    assert.deepEqual(await world.latinWords(), [], path);
  }
  await go('/calls');
  await page.getByRole('heading', { name: '现在没有要打的电话' }).waitFor();
});

/** What a page asks for about itself; who is signed in, what the hall is called, what has changed and kept filters come all the same. */
const isOwn = (path) => ({ pathname }) => pathname.startsWith('/api/v1/') && !/\/v1\/(session|hall|events|calls|views)$/.test(pathname)
  && (path === '/today' || pathname !== '/api/v1/today');

/** Loading, failed, asked again: with none of axe's rules broken and nothing cut off on a tablet. */
async function comesAndFails(path) {
  let answer;
  const held = new Promise((go) => { answer = go; });
  const fail = async (route) => {
    await held;
    await route.fulfill({ status: 500, body: '' }).catch(() => {});  // A page that is gone waits for none.
  };
  await page.route(isOwn(path), fail);
  await go(path);
  await loading().waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await world.checkAccess(`${path}, loading`);
  answer();
  await alerts().first().getByText('服务器出错').waitFor();
  assert.equal(await loading().count(), 0, `${path} still says that it loads`);
  assert.equal(await page.locator('main .empty').count(), 0, `${path} says that there is nothing`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 820, height: 1180 });
  await world.settled();
  await world.checkAccess(`${path}, failed`);
  assert.deepEqual(await world.cutOff(), [], path);
  await page.setViewportSize({ width: 1440, height: 960 });
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  // Each part that failed is asked again by a button of its own.
  const again = page.locator('main').getByRole('button', { name: '重试' });
  for (let parts = await again.count(); parts > 0; parts--) {
    await again.first().click();
    for (let i = 0; i < 100 && await again.count() >= parts; i++) await page.waitForTimeout(50);
  }
  await loading().waitFor({ state: 'hidden' });
  assert.deepEqual(await alerts().allTextContents(), [], `${path}, asked again`);
}

test('every page says that it is loading, what went wrong, and is asked again by a button', async () => {
  world.file([{ text: '窗口没人。', phone: '13800000001' }]);
  await world.center.importCases(join(root, 'assets/demo/cases.csv'));
  const { items: [one] } = await page.evaluate(() => fetch('/api/v1/cases?limit=1').then((answer) => answer.json()));
  for (const path of ['/today', '/tickets', '/tickets/1', '/callbacks', '/cases', `/cases/${one.case_no}`, '/calls', '/board', '/cards', '/notices', '/samples', '/papers',
    '/issues', '/points', '/ratings', '/pictures', '/kiosks', '/calendar', '/rules', '/registry', '/me']) await comesAndFails(path);
});

test('what somebody was spoken to about, and what could not be read of it, are two things', async () => {
  await page.route(/\/api\/v1\/contacts/, (route) => route.fulfill({ status: 500, body: '' }), { times: 1 });
  await go('/points');
  await page.getByRole('button', { name: '查看' }).first().click();
  await page.locator('summary', { hasText: '联系记录' }).click();
  const log = page.locator('tr.details');
  await log.getByRole('alert').getByText('服务器出错').waitFor();
  assert.equal(await log.getByText('还没有联系').count(), 0);
  await log.getByRole('button', { name: '重试' }).click();
  await log.getByText('还没有联系').waitFor();
});

test('of two spans that are asked for one after the other the last is shown, whichever answer comes first', async () => {
  await go('/pictures?months=1');
  const span = page.locator('.page-head .line').first();
  await span.waitFor();
  const month = await span.textContent();
  let answer;
  const held = new Promise((go) => { answer = go; });
  await page.route(/\/api\/v1\/statistics/, async (route) => {
    await held;
    await route.continue();
  }, { times: 1 });
  const span12 = page.getByRole('button', { name: /12 个月|一年/ });
  const span1 = page.locator('.filters .views button').first();
  await span12.click();
  await page.locator('.page-head [role="status"]').waitFor();  // That it is on its way is said.
  await span1.click();
  await page.locator('.page-head [role="status"]').waitFor({ state: 'hidden' });
  const late = page.waitForResponse(/\/api\/v1\/statistics/);
  answer();
  await late;
  await world.settled();
  assert.equal(await span.textContent(), month);
});

test('a file is chosen by a button of the page, in its language, and by keys', async () => {
  const file = join(world.folder, '停电.ics');
  writeFileSync(file, ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//ZH', 'X-WR-CALNAME:停电停办', 'X-SUNBOOTH-LAYER:HALL', 'X-SUNBOOTH-SOURCE:供电公司通知',
    'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'DTSTART;VALUE=DATE:20261230', 'SUMMARY:停电', 'X-SUNBOOTH-DAY:OFF', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'));
  const wrong = join(world.folder, 'wrong.ics');
  writeFileSync(wrong, 'no calendar');
  await go('/calendar');
  const button = page.getByRole('button', { name: /iCalendar.*选择文件/ });
  await button.waitFor();
  await page.getByText('还没有选文件。').waitFor();
  assert.equal(await page.locator('input[type="file"]:visible').count(), 0);  // The browser's own would speak the browser's language.
  const field = page.locator('input[type="file"]');
  // What the system's own window would be opened by.
  await field.evaluate((node) => node.addEventListener('click', (event) => { event.preventDefault(); window.opened = (window.opened ?? 0) + 1; }));
  await button.focus();
  for (const key of ['Enter', 'Space']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => window.opened), 2);
  const choose = (path) => field.setInputFiles(path);
  await choose(wrong);
  await page.getByRole('alert').getByText('这份日历读不出来').waitFor();
  await page.getByText('选的是：wrong.ics').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: /iCalendar.*Choose a file/ }).waitFor();
  await page.getByText('Taken: wrong.ics').waitFor();
  assert.deepEqual(await world.foreignWords(), []);
  await page.getByRole('button', { name: '中文' }).click();
  await choose(wrong);  // The same once more: it may have been mended.
  await page.getByRole('alert').getByText('这份日历读不出来').waitFor();
  await choose(file);
  await page.locator('.moves').waitFor();
});

test('a field that was left out is spoken of in the language of the page, beside it', async () => {
  await go('/cases?overdue=true');
  await page.getByRole('button', { name: '存下这些条件' }).click();
  const dialog = page.getByRole('dialog');
  const says = page.locator('.field-says');
  await dialog.getByRole('button', { name: '存下', exact: true }).click();
  await says.getByText('请填写这一项。').waitFor();
  assert.equal(await dialog.getByLabel('名称').evaluate((node) => node === document.activeElement && node.getAttribute('aria-invalid')), 'true');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await world.checkAccess(`a field that was left out, ${colorScheme}`);
  }
  await world.shot('field-left-out-zh');
  await page.keyboard.type('快到期的');
  await says.waitFor({ state: 'hidden' });
  assert.equal(await dialog.getByLabel('名称').getAttribute('aria-invalid'), null);
  await page.keyboard.press('Escape');
  // The browser is Chinese, the page is not.
  await page.getByRole('button', { name: 'English' }).click();
  await go('/calls');
  await page.getByRole('radio').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await says.getByText('Please choose one.').waitFor();
  await page.keyboard.press('4');  // A key of the page mends it, too.
  await says.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '中文' }).click();
});

test('who keeps accounts meets the same on their pages, and a history that cannot be read is no empty one', async () => {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn('root', await world.center.account('root', '--role', 'administrator', '--display', '管理员'), own);
  for (const path of ['/accounts', '/journal', '/parked']) await comesAndFails(path);
  await page.route(/\/history$/, (route) => route.fulfill({ status: 500, body: '' }), { times: 1 });
  await go('/accounts');
  await page.locator('table.rows > tbody > tr[aria-rowindex]').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('alert').getByText('服务器出错').waitFor();
  await dialog.getByRole('button', { name: '重试' }).click();
  await dialog.locator('.entry-history li').first().waitFor();
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints.filter((one) => !/status of 500/.test(one)), []);  // Brought about here.
});
