// SPDX-License-Identifier: Apache-2.0
// The registry, in which two who change one entry lose nothing; the clock of a ticket that ended; papers with
// their numbers, any list as a file; and a list that follows what a colleague does, without being loaded anew.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Office } from '../e2e/office.mjs';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page, colleague;

before(async () => {
  await world.start();
  world.file([]);
  world.fileEarlier(3, Array.from({ length: 6 }, (_, i) => ({ text: `第 ${i + 1} 件` })));
  world.file([{ text: '今天的一件。' }]);
  colleague = new Office(world.center.address, world.center.ca);
  await colleague.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', '王芳'));
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(async () => {
  colleague?.close();
  await world.stop();
});

test('a list follows what a colleague does, and a ticket too, without being loaded anew', async () => {
  await page.goto(`${world.center.address}/tickets?sort=oldest`);
  await page.locator('table.rows tbody tr').nth(5).waitFor();
  await page.evaluate(() => { window.sameDocument = true; });
  const [row] = (await colleague.ask('GET', '/api/v1/tickets?sort=oldest')).items;
  await colleague.act(await colleague.ticket(row.id), 'accept');
  await page.locator('tr', { hasText: row.ticket_no }).getByText('已受理').waitFor({ timeout: 8_000 });
  // Somebody has marked a row: nothing moves under the hand, the page says that there is news.
  await page.locator('table.rows tbody input[type=checkbox]').first().check();
  const second = (await colleague.ask('GET', '/api/v1/tickets?sort=oldest')).items[1];
  await colleague.act(await colleague.ticket(second.id), 'accept');
  await page.getByRole('button', { name: '有更新，点这里刷新' }).click({ timeout: 8_000 });
  await page.locator('tr', { hasText: second.ticket_no }).getByText('已受理').waitFor();
  await page.getByRole('link', { name: row.ticket_no }).click();
  await page.getByText('承办单位').waitFor();
  await colleague.act(await colleague.ticket(row.id), 'supervise', { note: '三日内答复' });
  await page.getByText('三日内答复').waitFor({ timeout: 8_000 });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test('a paper has its number once it is made, is printed, and keeps its place when it is void', async () => {
  await page.getByRole('button', { name: '制发文书' }).click();
  await page.getByRole('dialog').getByLabel('种类').selectOption({ label: '受理告知书' });
  await world.checkAccess('making a paper');
  await page.getByRole('dialog').getByRole('button', { name: '制发文书' }).click();
  await page.getByRole('heading', { name: '受理告知书' }).waitFor();
  const number = (await page.locator('.paper .no').textContent()).trim();
  assert.match(number, /〔\d{4}〕1号$/);
  await world.gallery('paper');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation').isVisible(), false);
  assert.equal(await page.locator('.paper').isVisible(), true);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: '作废' }).click();
  await page.getByLabel('作废的理由').fill('写错了单位');
  await page.locator('form').getByRole('button', { name: '作废' }).click();
  await page.getByText('作废：写错了单位').waitFor();
  await page.goto(`${world.center.address}/papers`);
  await page.getByRole('row', { name: new RegExp(number.replace(/[〔〕]/g, '.')) }).getByText('已作废').waitFor();
  await world.gallery('papers');
});

test('what hangs on a ticket is not passed over in silence when it cannot be loaded', async () => {
  const [row] = (await colleague.ask('GET', '/api/v1/tickets?sort=oldest')).items;
  const cards = /\/api\/v1\/cards\?/;
  await page.route(cards, (asked) => asked.abort());
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  const linked = page.getByRole('region', { name: '相关' });
  await linked.getByRole('alert').getByText('没能读出来').waitFor();
  assert.equal(await linked.getByText('受理告知书').count(), 0);
  await world.checkAccess('links that could not be loaded');
  await world.shot('ticket-links-failed-zh');
  await page.unroute(cards);
  await linked.getByRole('button', { name: '重试' }).click();
  await linked.getByText('受理告知书').waitFor();
  assert.equal(await linked.getByRole('alert').count(), 0);
});

/** "2026-11-03" … as the center tells a clock's days. */
const clockDays = (from, to, counted, why) => Array.from({ length: to - from + 1 }, (_, i) =>
  ({ date: `2026-11-${String(from + i).padStart(2, '0')}`, counted, why }));

test('the clock of a ticket stands once it has ended, and tells how many days were taken', async () => {
  const [,, row] = (await colleague.ask('GET', '/api/v1/tickets?sort=oldest')).items;
  await colleague.act(await colleague.ticket(row.id), 'accept');
  await colleague.act(await colleague.ticket(row.id), 'reply', { text: '已整改。' });
  const closed = await colleague.act(await colleague.ticket(row.id), 'close', { note: '' });
  const { at: closing } = closed.events.findLast(({ type }) => type === 'closed');
  const taken = closed.clock.filter(({ date, counted }) => counted && date <= closing.slice(0, 10)).length;
  assert.ok(closed.clock.length > taken, 'the limit was still to come');
  const clock = page.locator('section.card', { has: page.getByRole('heading', { name: '期限' }) });
  const bar = () => clock.locator('.clock span').evaluateAll((all) => all.map((one) => `${one.className} ${one.style.flexGrow}`));
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  await clock.getByText(`共用 ${taken} 天`).waitFor();
  assert.ok((await bar()).every((span) => !/left/.test(span)), 'nothing is left');
  assert.equal(await clock.getByText(/还有 \d+ 天/).count(), 0);
  await world.gallery('ticket-closed');

  // The same ticket with a month behind it: four days, a weekend, three days of waiting for the citizen, two days.
  let shown = { state: 'closed', days: [...clockDays(3, 6, true, 'working'), ...clockDays(7, 8, false, 'weekend'),
    ...clockDays(9, 11, false, 'paused'), ...clockDays(12, 13, true, 'working'), ...clockDays(14, 15, false, 'weekend'), ...clockDays(16, 20, true, 'working')] };
  const events = closed.events.map((one) => (one.type === 'closed' ? { ...one, at: '2026-11-13T16:20:00+08:00' } : one));
  await page.route(new RegExp(`/api/v1/tickets/${row.id}$`), (asked) => asked.fulfill({ json:
    { ...closed, state: shown.state, events, clock: shown.days, filed: { date: '2026-11-02', half: 'am' }, reply_by: shown.days.at(-1).date } }));
  await page.reload();
  await clock.getByText('共用 6 天').waitFor();
  assert.deepEqual(await bar(), ['counted 4', 'paused 2', 'waiting 3', 'counted 2']);
  await clock.getByText('等来访人补充 3 天').waitFor();
  assert.equal(await clock.getByText(/超过期限/).count(), 0);
  await world.shot('clock-ended-zh');
  // The limit passed on the 10th: what was taken beyond it is told as such.
  shown = { state: 'closed', days: shown.days.slice(0, 8) };
  await page.reload();
  await clock.getByText('超过期限 3 天').waitFor();
  assert.deepEqual(await bar(), ['counted 4', 'paused 2', 'waiting 2', 'late 3']);
  await world.checkAccess('a clock that ended late');
  // In hand it runs on.
  shown = { state: 'accepted', days: [...clockDays(3, 6, true, 'working'), ...['2099-01-05', '2099-01-06'].map((date) => ({ date, counted: true, why: 'working' }))] };
  await page.reload();
  await clock.getByText('已计 4 天，还有 2 天').waitFor();
  assert.deepEqual(await bar(), ['counted 4', 'left 2']);
  await page.unroute(new RegExp(`/api/v1/tickets/${row.id}$`));
});

async function sitDown(name, role) {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn(name, await world.center.account(name, '--role', role, '--display', name), own);
}

test('what a colleague changed in an entry survives; only where both wrote are both versions shown', async () => {
  await sitDown('gu', 'administrator');
  const keeper = new Office(world.center.address, world.center.ca);
  await keeper.signIn('lin', await world.center.account('lin', '--role', 'administrator', '--display', '林立'));
  const unit = async () => (await keeper.ask('GET', '/api/v1/registry/unit')).items.find((one) => one.code === 'scjg');
  const change = async (fields) => {
    const { version, fields: before } = await unit();
    await keeper.ask('PUT', '/api/v1/registry/unit/scjg', { expected_version: version, active: true, fields: { ...before, ...fields } });
  };
  await page.goto(`${world.center.address}/registry?kind=unit`);
  await page.getByRole('row', { name: /scjg/ }).waitFor();
  await world.gallery('registry');
  const dialog = page.getByRole('dialog');
  const english = dialog.getByLabel('名称（英文）');
  const phone = dialog.getByLabel('电话');
  const save = dialog.getByRole('button', { name: '保存' });
  await page.getByRole('row', { name: /scjg/ }).getByRole('button', { name: '修改' }).click();
  await english.fill('Bureau of Markets');
  await dialog.getByRole('button', { name: '看影响' }).click();
  const effect = dialog.locator('.effect');
  await effect.getByText('名称（英文）').waitFor();
  await effect.getByText(/在办工单 \d+ 件/).waitFor();
  await effect.getByText('自助机 1 台').waitFor();
  await world.gallery('registry-effect');
  await change({ phone: '0710-355 0999' });
  await save.click();
  await dialog.getByRole('alert').getByText('别人刚改过这一条').waitFor();
  await dialog.getByText('已用对方改的：电话').waitFor();
  assert.equal(await english.inputValue(), 'Bureau of Markets');
  assert.equal(await phone.inputValue(), '0710-355 0999');
  assert.equal(await dialog.locator('.overtaken h3').count(), 0, 'nothing clashes');
  await save.click();
  await dialog.waitFor({ state: 'hidden' });
  const { fields: merged } = await unit();
  assert.equal(merged.phone, '0710-355 0999', 'the colleague’s telephone survived');
  assert.equal(merged['name.en'], 'Bureau of Markets');

  // Both wrote the name; the telephone is the colleague's alone.
  await page.getByRole('row', { name: /scjg/ }).getByRole('button', { name: '修改' }).click();
  await english.fill('Markets Bureau');
  await change({ 'name.en': 'Market Office', phone: '0710-355 0888' });
  await save.click();
  await dialog.getByText('现在是： Market Office').waitFor();
  await dialog.getByText('您写的： Markets Bureau').waitFor();
  assert.deepEqual(await dialog.locator('.overtaken h3').allTextContents(), ['名称（英文）']);
  assert.equal(await phone.inputValue(), '0710-355 0888');
  await world.checkAccess('both versions of an entry');
  await world.shot('registry-conflict-zh');
  await save.click();
  await dialog.waitFor({ state: 'hidden' });
  const { fields: chosen } = await unit();
  assert.deepEqual([chosen['name.en'], chosen.phone], ['Markets Bureau', '0710-355 0888']);
  await page.getByRole('row', { name: /scjg/ }).getByRole('button', { name: '修改' }).click();
  await dialog.locator('.entry-history').getByText('Bureau of Markets').first().waitFor();
  await page.keyboard.press('Escape');

  // A code that somebody else took meanwhile is not written over.
  await page.getByRole('button', { name: '新建' }).click();
  await dialog.getByLabel('代码', { exact: true }).fill('scjg');
  await dialog.getByLabel('名称（中文）').fill('另一个局');
  for (let i = 0; i < 2; i++) {
    await save.click();
    await dialog.getByRole('alert').getByText('这个代码已经有了').waitFor();
  }
  assert.equal((await unit()).fields['name.zh'], chosen['name.zh']);
  await page.keyboard.press('Escape');
  keeper.close();
});

test('a unit’s list follows what the center does with its tickets, without being loaded anew', async () => {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn('qian', await world.center.account('qian', '--role', 'handler', '--unit', 'scjg', '--display', '钱'), own);
  await page.goto(`${world.center.address}/tickets`);
  const own_ = (await page.evaluate(() => fetch('/api/v1/tickets').then((one) => one.json()))).items.length;
  await page.getByText(`已显示 ${own_} 条`).waitFor();
  await page.evaluate(() => { window.sameDocument = true; });
  const fresh = (await colleague.ask('GET', '/api/v1/tickets?state=registered&unit=scjg')).items[0];
  await colleague.act(await colleague.ticket(fresh.id), 'accept');
  await page.getByRole('link', { name: fresh.ticket_no }).waitFor({ timeout: 30_000 });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn('gu2', await world.center.account('gu2', '--role', 'administrator', '--display', '顾'), own);
});

test('any list becomes a file in the words of the page', async () => {
  await page.goto(`${world.center.address}/registry?kind=unit`);
  await page.getByRole('row', { name: /scjg/ }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
  const text = readFileSync(await file.path(), 'utf8');
  assert.match(text.split('\n')[0], /代码/);
  assert.match(text, /scjg/);
  await sitDown('tang2', 'supervisor');
  await page.goto(`${world.center.address}/issues`);
  await page.getByRole('button', { name: '导出 Excel' }).waitFor();
  assert.deepEqual(world.complaints, []);
});
