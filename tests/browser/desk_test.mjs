// SPDX-License-Identifier: Apache-2.0
// A caller's morning, by keyboard alone: several calls with each kind of end; then what happens to
// typed words when the session or the network goes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Office } from '../e2e/office.mjs';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
world.close = true;
const calls = [
  { text: '上午十点到现在，3号窗口没有人，问了两次都说马上来。', phone: '13800000001' },
  { text: '材料齐全，窗口不收，也不说为什么。', phone: '13800000002' },
  { text: 'The clerk asked for a fee that is not on the list.', phone: '13800000003', language: 'en' },
  { text: 'كۆزنەكتە ئادەم يوق، ئىككى سائەت ساقلىدىم.', phone: '13800000004', language: 'ug' },
  { text: '等了一个月没有答复。', phone: '13800000005' },
  { text: '态度不好。', phone: '13800000006' },
];
let page, chief;

const keys = async (...names) => { for (const name of names) await page.keyboard.press(name); };
const onPage = (text) => page.locator('.words', { hasText: text }).waitFor();
const lastEvent = async (index) => {
  const row = (await chief.ask('GET', '/api/v1/tickets?sort=oldest')).items[index];
  return (await chief.ticket(row.id)).events.at(-1);
};

before(async () => {
  await world.start();
  world.file(calls);
  chief = new Office(world.center.address, world.center.ca);
  await chief.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', '王芳'));
  page = await world.open();
  await world.signIn('li', await world.center.account('li', '--role', 'callback', '--display', '李明'), own);
});

after(async () => {
  chief?.close();
  await world.stop();
});

/** What a caller needs at once is in sight: how the call ended, the note, the next slot, the button. */
async function fitsTheScreen() {
  // On a tablet that lies the note is scrolled to; the ends of a call and the button stay. One that is held upright has them, too.
  for (const [width, height, needed] of [[1280, 900, '.outcomes .option, #note, .panel .hint, .record'], [1440, 960, '.outcomes .option, #note, .panel .hint, .record'], [1024, 768, '.outcomes .option, .record'],
    [820, 1180, '.outcomes .option, #note, .panel .hint, .record'], [768, 1024, '.outcomes .option, #note, .record']]) {
    await page.setViewportSize({ width, height });
    await world.settled();
    await world.shot(`desk-${width}-zh`);
    const hidden = await page.evaluate((which) => [...document.querySelectorAll(which)].filter((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      const panel = (node.closest('.call-body') ?? document.querySelector('.panel')).getBoundingClientRect();
      return top < panel.top || bottom > Math.min(panel.bottom, window.innerHeight) + 1;
    }).map((node) => node.textContent || node.id), needed);
    assert.deepEqual(hidden, [], `${width}x${height}`);
  }
  await page.setViewportSize({ width: 1440, height: 960 });
}

test('six calls are made by keyboard alone, each recorded as it ended', async () => {
  await page.getByRole('link', { name: /待回访/ }).getByText('6').waitFor();
  await keys('g', 'c');
  await onPage(calls[0].text);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
  await keys('p');
  await page.getByText('13800000001').waitFor();
  await page.getByRole('timer').waitFor();
  await keys('1', 'b');
  await page.keyboard.type('本人确认，等到 11:50。1 2 3');  // Digits of a note choose nothing.
  await page.setViewportSize({ width: 1024, height: 768 });  // Before the first call, with the words to say unfolded.
  await world.settled();
  const { bottom } = await page.locator('.record').evaluate((node) => node.getBoundingClientRect());
  assert.ok(bottom <= 768, `the button that records ends at ${bottom}`);
  await world.shot('desk-1024-zh');
  await page.setViewportSize({ width: 1440, height: 960 });
  await world.gallery('desk');
  await world.shot('desk-zh');
  await keys('Control+Enter');
  await onPage(calls[1].text);
  assert.equal(await page.getByText('13800000001').count(), 0);  // The number before is gone.
  await fitsTheScreen();
  await keys('Control+Enter');  // Nothing was chosen: the page says so, at what is missing.
  assert.equal(await page.evaluate(() => document.activeElement?.matches('input[name="outcome"]:invalid')), true);
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'P', modifierCapsLock: true })));  // A locked shift.
  await page.getByText('13800000002').waitFor();
  await keys('4', 'Control+Enter');  // Nobody there.
  await onPage(calls[2].text);
  await page.locator('.script [lang="en"]').getByText('May I have your surname').waitFor();
  // A refusal is about this call, and does not stand over the next.
  await page.route(/\/actions$/, (asked) => asked.fulfill({ status: 400, json: {} }), { times: 1 });
  await keys('4', 'Control+Enter');
  await page.locator('.panel').getByRole('alert').getByText('有内容没填或太长').waitFor();
  await keys('n');  // Put off.
  await onPage(calls[3].text);
  assert.equal(await page.locator('.panel').getByRole('alert').count(), 0);
  await page.locator('.script [lang="ug"][dir="rtl"]').waitFor();
  assert.match(await page.locator('.words').evaluate((node) => getComputedStyle(node).fontFamily), /Naskh/);  // In a script that it can be read in.
  await world.gallery('desk-uyghur');
  await keys('p', '2', 'Control+Enter');
  await onPage(calls[4].text);
  await keys('?');
  await page.getByRole('dialog').getByText('结果：无人接听').waitFor();
  await keys('1', 'Escape');  // The list of keys stands before the page: "1" chose nothing there.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0);
  await keys('p', '6', 'Control+Enter');
  await onPage(calls[5].text);
  await keys('8', 'b');
  await page.keyboard.type('不愿意多说');
  await keys('Escape', 'Control+Enter');
  await onPage(calls[2].text);  // What was put off comes when nothing else is left.
  await keys('p', '1', 'Control+Enter');
  await page.getByRole('heading', { name: '现在没有要打的电话' }).waitFor();
  await page.getByText('另有 3 个本半天没打通').waitFor();
  await world.gallery('desk-empty');
  const ends = ['verified', 'no_answer', 'verified', 'partly', 'wrong_number', 'refused_talk'];
  for (const [index, outcome] of ends.entries()) {
    const event = await lastEvent(index);
    assert.equal(event.by, 'li');
    assert.equal(event.fields.outcome, outcome, calls[index].text);
  }
  assert.match((await lastEvent(0)).fields.duration_s, /^\d+$/);
  assert.equal((await lastEvent(0)).fields.note, '本人确认，等到 11:50。1 2 3');
  assert.equal((await lastEvent(5)).fields.note, '不愿意多说');
});

test('forty calls an hour without the mouse: the keys and the seconds that the page itself takes', async (t) => {
  const hour = { calls: 40, seconds: 3600 };
  const more = Array.from({ length: 8 }, (_, i) => ({ text: `一小时四十个之 ${i}`, phone: `1380000100${i}` }));
  world.file(more);
  await page.evaluate(() => {
    window.byMouse = 0;
    for (const sign of ['pointerdown', 'mousedown']) window.addEventListener(sign, () => { window.byMouse += 1; }, true);
  });
  let pressed = 0;
  let waited = 0;
  const press = async (...names) => { pressed += names.length; await keys(...names); };
  /** What is waited for between a key and what it brings is the page's and the center's. */
  const wait = async (promise) => {
    const from = performance.now();
    await promise;
    waited += (performance.now() - from) / 1000;
  };
  await press('g', 'd');
  await page.getByRole('heading', { name: '今天' }).waitFor();
  await press('g', 'c');
  for (const { text, phone } of more) {
    await wait(onPage(text));
    await press('p');
    await wait(page.getByText(phone).waitFor());
    await press('1', 'Control+Enter');
  }
  await wait(page.getByRole('heading', { name: '现在没有要打的电话' }).waitFor());
  assert.equal(await page.evaluate(() => window.byMouse), 0);
  const each = { keys: (pressed - 4) / more.length, seconds: waited / more.length };
  t.diagnostic(`a call takes ${each.keys} keys and ${each.seconds.toFixed(2)} s of the page, of the 90 s that forty an hour leave`);
  assert.ok(each.keys <= 3, String(each.keys));
  // A tenth of its time at most: the other nine are for talking.
  assert.ok(each.seconds <= hour.seconds / hour.calls / 10, String(each.seconds));
});

test('an empty desk wakes by itself, and eight calls about answers are made by keyboard alone', async () => {
  const rows = (await chief.ask('GET', '/api/v1/tickets?sort=oldest')).items.slice(calls.length);
  for (const { id } of rows) {
    await chief.act(await chief.ticket(id), 'accept');
    await chief.act(await chief.ticket(id), 'reply', { text: '已整改，窗口已有人值守。' });
  }
  await page.getByText('这是满意度回访').waitFor();  // Nobody has touched the page.
  let before = '';
  for (let at = 0; at < rows.length; at++) {
    let now = before;  // The next call, whichever it is.
    while (now === before) {
      await page.waitForTimeout(50);
      now = await page.locator('.words').textContent();
    }
    before = now;
    await keys('p');
    await page.getByRole('timer').waitFor();
    if (at === rows.length - 1) {
      await keys('4', 'Control+Enter');
    } else if (at === rows.length - 2) {
      await keys('1', 'Alt+1', 'x', 'w');
      await world.gallery('desk-closing');
      await keys('Control+Enter');
    } else {
      await keys('1', 'Alt+5', 'y', 'c', 'd', 'Control+Enter');
    }
  }
  await page.getByRole('heading', { name: '现在没有要打的电话' }).waitFor();
  const heard = [];
  for (const { id } of rows) heard.push((await chief.ticket(id)).events.findLast(({ type }) => type === 'closing_call'));
  const pleased = heard.filter(({ fields }) => fields.satisfaction === '5');
  assert.equal(pleased.length, rows.length - 2);
  for (const { fields } of pleased) assert.deepEqual([fields.solved, fields.contacted, fields.told, fields.pressed], ['yes', 'yes', 'yes', undefined]);
  assert.deepEqual(heard.filter(({ fields }) => fields.solved === 'no').map(({ fields }) => [fields.contacted, fields.pressed]), [['no', 'yes']]);
  assert.equal(heard.filter(({ fields }) => fields.outcome === 'no_answer').length, 1);
});

test('who was called in vain in this half-day is not called again in it', async () => {
  await keys('g', 'd');
  // None, unless noon has struck since: the center says which half-day it is.
  const { retry } = await page.evaluate(() => fetch('/api/v1/today').then((one) => one.json()));
  assert.ok(retry === 0 || retry === 3, String(retry));
  await page.getByRole('link', { name: /没打通，要再打/ }).getByText(String(retry), { exact: true }).waitFor();
  await keys('g', 't');
  await page.getByRole('button', { name: '要再打' }).click();
  await page.getByText(retry ? `已显示 ${retry} 条` : '没有符合条件的工单。').waitFor();
  await world.gallery('retry');
});

test('single-letter keys can be switched off', async () => {
  await page.getByRole('button', { name: '快捷键' }).click();
  const single = page.getByRole('dialog').getByText('使用单个字母的快捷键');
  await single.click();
  await keys('Escape', 'g', 'd');
  await page.getByRole('heading', { name: '要再打' }).waitFor();
  await page.getByRole('button', { name: '快捷键' }).click();
  await single.click();
  await keys('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('a session that ends takes no typed word with it', async () => {
  const { id } = (await chief.ask('GET', '/api/v1/tickets?sort=oldest')).items[1];
  await page.goto(`${world.center.address}/tickets/${id}`);
  await onPage(calls[1].text);
  await keys('5', 't', 'Escape', 'b');
  await page.keyboard.type('约明天上午十点');
  await world.context.clearCookies();
  await keys('Control+Enter');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  assert.equal(await page.getByText(calls[1].text).isVisible(), false);  // Nobody may be sitting here.
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await world.checkAccess(`session ended, ${colorScheme}`);
    await world.shot(`session-ended-zh-${colorScheme}`);
  }
  await page.keyboard.type('not the one');
  await keys('Enter');
  await page.getByRole('alert').getByText('账号或密码不对。').waitFor();
  await page.getByLabel('密码').fill(own);
  await keys('Enter');
  await onPage(calls[1].text);
  assert.equal(await page.getByLabel('备注').inputValue(), '约明天上午十点');
  assert.equal(await page.getByLabel('约定再访').isChecked(), true);
  await page.getByLabel('备注').focus();
  await keys('Control+Enter');
  await page.getByText('电话回访：约定再访').waitFor();
  assert.match((await lastEvent(1)).fields.agreed_at, /^\d{4}-\d\d-\d\dT1[05]:00:00\+08:00$/);
  await page.getByText(/约在 .* · 约明天上午十点/).waitFor();
  await world.shot('ticket-agreed-zh');
});

test('what a colleague does appears on an open ticket without being asked for', async () => {
  const [row] = (await chief.ask('GET', '/api/v1/tickets?sort=oldest')).items.slice(1);
  await chief.act(await chief.ticket(row.id), 'callback', { outcome: 'no_answer', note: '同事也打了' });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));  // As when the tab is come back to.
  await page.getByText('这张工单刚刚有变化').waitFor();
  await page.getByText('同事也打了').waitFor();
});

test('a network that goes is said, and typed words are sent when it is back', async () => {
  await keys('Escape', 'b');
  await page.keyboard.type('断网时写的');
  await keys('Escape', '4');
  await world.context.setOffline(true);
  await keys('Control+Enter');
  await page.getByText('连不上服务器，正在重连。').waitFor();
  await world.checkAccess('offline');
  await world.shot('offline-zh');
  await world.context.setOffline(false);
  await page.getByText('连不上服务器，正在重连。').waitFor({ state: 'hidden' });
  assert.equal(await page.getByLabel('备注').inputValue(), '断网时写的');
  await page.getByLabel('备注').focus();
  await keys('Control+Enter');
  await page.getByText('断网时写的').waitFor();
});

test('whoever signs in next finds nothing of what was typed', async () => {
  await keys('Escape', 'b');
  await page.keyboard.type('别人的备注');
  const path = page.url();
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('账号').fill('wang');
  await page.getByLabel('密码').fill('wrong-account-password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('账号').fill('li');
  await page.getByLabel('密码').fill(own);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '今天' }).waitFor();
  await page.goto(path);
  await onPage(calls[1].text);
  assert.equal(await page.getByLabel('备注').inputValue(), '');
});

test('before a session that nobody uses ends the page says so; typed words outlive it', async () => {
  await page.clock.install();  // The page's own clock, so that nobody waits for a quarter of an hour.
  await page.reload();
  await onPage(calls[1].text);
  await keys('b');
  await page.keyboard.type('坐久了才写完');
  const notice = page.getByRole('alert').filter({ hasText: '自动退出' });
  await page.clock.fastForward('13:10');
  await notice.getByText('自助机的求助呼叫不会在这里响').waitFor();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await world.checkAccess(`a session that ends soon, ${colorScheme}`);
  }
  await world.shot('idle-zh');
  await notice.getByRole('button', { name: '继续用' }).click();
  await notice.waitFor({ state: 'hidden' });
  await page.clock.fastForward('13:10');
  await notice.waitFor();
  await page.clock.fastForward('02:00');  // Nobody has touched it.
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  assert.equal(await notice.isVisible(), false);
  await page.getByLabel('密码').fill(own);
  await keys('Enter');
  await onPage(calls[1].text);
  assert.equal(await page.getByLabel('备注').inputValue(), '坐久了才写完');
});

test('the browser asks before a page goes with words that were typed', async () => {
  const asks = new Promise((then) => { page.once('dialog', (dialog) => then(dialog.type())); });
  await page.close({ runBeforeUnload: true });
  assert.equal(await asks, 'beforeunload');
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
