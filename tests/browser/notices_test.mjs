// SPDX-License-Identifier: Apache-2.0
// What the rules told whom, and who has read it; and the month's sample of ratings: whom to call, what was
// heard, and the seed by which an auditor draws the same again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Office } from '../e2e/office.mjs';
import { root, World } from './world.mjs';

const own = 'a password of my own';
// One in twenty is drawn: that none of so many is happens once in two million centers.
const ratings = 280;
const world = new World();
const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
let page, chief;

before(async () => {
  await world.start();
  await world.center.importCases(join(root, 'assets/demo/cases.csv'));
  world.file(Array.from({ length: ratings }, (_, i) => ({ level: 5 - (i % 3), window: '2', unit: 'scjg', phone: `138${String(10_000_000 + i)}` })));
  world.fileEarlier(60, [{ text: '等了两个月没人管。' }]);
  world.file([]);
  await world.center.stop();  // The clocks are judged when it starts.
  await world.serve();
  chief = new Office(world.center.address, world.center.ca);
  await chief.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', '王芳'));
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(async () => {
  chief?.close();
  await world.stop();
});

const rows = () => page.locator('table.rows > tbody > tr[aria-rowindex]');
const link = (name) => page.getByRole('navigation').getByRole('link', { name, exact: true });
const shows = (count) => page.getByText(`已显示 ${count} 条`, { exact: false }).waitFor();
async function sitDown(name, role, ...more) {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn(name, await world.center.account(name, '--role', role, '--display', name, ...more), own);
}
async function told(query = '') {
  const all = [];
  let cursor = '';
  do {
    const part = await chief.ask('GET', `/api/v1/notices?limit=100${query}${cursor}`);
    all.push(...part.items);
    cursor = part.next ? `&cursor=${part.next}` : '';
  } while (cursor);
  return all;
}

test('the board says which cases earn what next, and when; each leads to its case', async () => {
  await page.goto(`${world.center.address}/board`);
  const coming = page.locator('.coming');
  const { coming: all } = await chief.ask('GET', '/api/v1/supervision');
  const next = all.find((one) => one.subject === 'case');
  assert.ok(next, 'the demo hall has cases that are late');
  await coming.getByRole('link', { name: next.ticket_no }).first().click();
  await page.getByText('如果不办').first().waitFor();
  await page.goBack();
});

test('notices stand by level and recipient, and leave as a file', async () => {
  const all = await told();
  assert.ok(all.some((one) => one.to === 'center') && all.some((one) => one.to !== 'center'), 'the center and units were told');
  await link('通知').click();
  await shows(all.length);
  await world.gallery('notices');
  const red = all.filter((one) => one.level === 'red');
  await page.getByLabel('级别').selectOption('red');
  await shows(red.length);
  const reds = red.filter((one) => one.to === 'center').length;
  await page.getByLabel('发给谁').selectOption('center');
  await shows(reds);
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('中心的红牌');
  await page.getByRole('dialog').getByRole('button', { name: '存下' }).click();
  await page.getByRole('link', { name: '中心的红牌' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
  const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, reds + 1);
  assert.match(lines[1], /红牌.*投诉中心/);
});

const acknowledgement = /\/acknowledgement$/;
async function until(is) {
  for (let i = 0; i < 240 && !is(); i++) await page.waitForTimeout(100);
  assert.ok(is());
}

test('the center acknowledges what it was told, its units what they were; the first one is named', async () => {
  await page.goto(`${world.center.address}/notices?to=center`);
  const ours = (await told('&open=true&to=center')).length;
  await shows(ours);
  // It is gone at once; where the center says no, it is there again, and why.
  let answer;
  await page.route(acknowledgement, async (route) => {
    await new Promise((then) => { answer = then; });
    return route.fulfill({ status: 503, body: '' });
  });
  await page.getByRole('button', { name: '确认收到', exact: true }).first().click();
  await until(() => answer);
  if (ours > 1) await shows(ours - 1);
  else await page.getByText('没有符合条件的通知。').waitFor();
  answer();
  await page.getByRole('alert').getByText('服务器正忙').waitFor();
  await shows(ours);
  await page.unroute(acknowledgement);
  const said = page.waitForResponse(acknowledgement);
  await page.getByRole('button', { name: '确认收到', exact: true }).first().click();
  await said;
  if (ours > 1) await shows(ours - 1);
  else await page.getByText('没有符合条件的通知。').waitFor();
  assert.equal((await told('&to=center')).filter((one) => one.acknowledged_by === 'tang').length, 1);
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.getByRole('row', { name: /唐敏/ }).waitFor();
  // What a unit was told is not the center's to acknowledge: of several at once it is named.
  const unit = (await told('&open=true')).find((one) => one.to !== 'center').unit;
  await page.goto(`${world.center.address}/notices?to=unit_leader`);
  await rows().first().waitFor();
  assert.equal(await page.getByRole('button', { name: '确认收到', exact: true }).count(), 0);
  await page.getByLabel('选中列出的全部').check();
  let asked = 0;
  const note = (request) => { if (request.method() === 'POST') asked += 1; };
  page.on('request', note);
  await page.getByRole('button', { name: '全部确认收到' }).click();
  await page.locator('.refused').getByText('您的角色不能这样办').first().waitFor();
  page.off('request', note);
  assert.equal(asked, 1, 'however many are marked, they go in one request');
  await sitDown('qian', 'handler', '--unit', unit);
  await link('通知').click();
  await rows().first().waitFor();
  const before = await rows().count();
  const saidByUnit = page.waitForResponse(acknowledgement);
  await page.getByRole('button', { name: '确认收到', exact: true }).first().click();
  await saidByUnit;
  if (before > 1) await shows(before - 1);
  else await page.getByText('没有符合条件的通知。').waitFor();
  assert.equal((await told()).filter((one) => one.acknowledged_by === 'qian').length, 1);
});

test('ratings that were drawn are called by keys alone: the number for a reason, what was heard, and both versions of a clash', async () => {
  await sitDown('li', 'callback');
  const drawn = (await chief.ask('GET', `/api/v1/samples?month=${month}`)).items.filter((one) => one.ticket === null);
  assert.ok(drawn.length > 1, String(drawn.length));
  await link('抽样回访').click();
  await shows(drawn.length);
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const call = page.locator('tr.details');
  await press('c');
  await call.getByLabel(/显示号码的理由/).waitFor();
  await world.gallery('samples');
  await press('p');
  await call.getByText(/^138\d{8}$/).waitFor();
  await press('1', 'Alt+4', 'b');
  await page.keyboard.type('办得快 1');  // Digits of a note choose nothing.
  await press('Control+Enter');
  await shows(drawn.length - 1);
  // The next one has opened by itself; a colleague speaks to them first.
  await call.getByLabel(/显示号码的理由/).waitFor();
  const record = await rows().first().getByRole('rowheader').locator('span').getAttribute('title');
  await press('2', 'Alt+3', 'b');
  await page.keyboard.type('我也打了');
  // The session ends meanwhile: nothing of it is lost.
  await world.context.clearCookies();
  await press('Control+Enter');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await page.getByLabel('密码').fill(own);
  await press('Enter');
  await call.getByLabel('备注').waitFor();
  assert.equal(await call.getByLabel('备注').inputValue(), '我也打了');
  assert.equal(await call.getByRole('radio', { name: /部分属实/ }).isChecked(), true);
  await chief.ask('POST', `/api/v1/samples/${month}/${record}/calls`, { outcome: 'verified', level: 5, note: '很满意' });
  await call.getByRole('button', { name: '记录回访' }).click();
  await call.getByRole('alert').getByText('很满意').waitFor();
  await call.getByRole('alert').getByText('我也打了').waitFor();
  assert.equal(await call.getByLabel('备注').inputValue(), '我也打了');
  await world.checkAccess('both versions of a call');
  await world.shot('samples-conflict-zh');
});

test('an auditor draws the same sample by the seed that the page tells', async () => {
  await sitDown('sun', 'auditor');
  await link('抽样回访').click();
  await rows().first().waitFor();
  const shown = await page.locator('table.rows tbody th span[title]').evaluateAll((all) => all.map((one) => one.title));
  const words = (await page.locator('.seed code').textContent()).trim().split(' ');
  assert.equal(words[0], 'sunbooth-center');
  const again = await world.center.verb(...words.slice(1), '--folder', world.center.folder);
  for (const record of shown) assert.match(again, new RegExp(record));
  assert.equal(await page.getByRole('button', { name: '打电话' }).count(), 0);
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  // That the center may not acknowledge for a unit, and that it is busy, is brought about here.
  assert.deepEqual(world.complaints.filter((one) => !/status of (403|503)/.test(one)), []);
});
