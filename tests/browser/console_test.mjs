// SPDX-License-Identifier: Apache-2.0
// The console in Chromium, on the real center with a real record: sign in, call back, accept, reply,
// close. No script error, no violation of the Content-Security-Policy, none of axe's rules broken.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Kiosk } from '../e2e/kiosk.mjs';
import { complain, goHome, words } from '../e2e/main_job.mjs';
import { Office } from '../e2e/office.mjs';
import { picturesOf } from './gallery_pages.mjs';
import { bin, root, World } from './world.mjs';

const ownPassword = 'a password of my own';
const world = new World();
world.close = true;
let page, colleague;

before(async () => {
  await world.start();
  execFileSync(join(bin, 'sunbooth-kiosk'), ['--config', world.config, '--enrol', world.code], { stdio: 'pipe' });
  const kiosk = new Kiosk(join(bin, 'sunbooth-kiosk'), ['--config', world.config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
  for (const filing of [{ text: words, phone: '13800005678' }, { text: '', phone: '' }]) {
    await goHome(kiosk);
    await complain(kiosk, null, filing);
    await kiosk.say('wait delivered 30');
  }
  await kiosk.quit();
  colleague = new Office(world.center.address, world.center.ca);
  await colleague.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', '王芳'));
  page = await world.open();
});

after(async () => {
  colleague?.close();
  await world.stop();
});

/** While it runs the page does not hear what a colleague does, however quick the stream is: their deed is met by a press. */
async function unheard(work) {
  const ofTicket = /\/api\/v1\/tickets\/\d+$/;
  let release;
  const held = new Promise((go) => { release = go; });
  await page.route(ofTicket, async (asked) => {
    await held;
    await asked.continue();
  });
  await work();
  release();
  await page.unroute(ofTicket);
}

test('the first page is small, and its policy lets in no inline script or style', async () => {
  let bytes = 0;
  const weigh = async (answer) => { bytes += gzipSync(await answer.body().catch(() => Buffer.alloc(0))).length; };
  const answers = [];
  const keep = (answer) => answers.push(answer);
  page.on('response', keep);
  const first = await page.goto(world.center.address);
  await page.getByLabel('账号').waitFor();
  page.off('response', keep);
  for (const answer of answers) await weigh(answer);
  assert.ok(answers.length > 3 && bytes < 400_000, `${bytes} bytes compressed`);
  const policy = (await first.allHeaders())['content-security-policy'];
  assert.match(policy, /script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
});

test('a wrong password is refused in words, the right one leads to choosing another', async () => {
  await page.goto(world.center.address);
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill('wrong wrong wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').getByText('账号或密码不对。').waitFor();
  await world.gallery('sign-in');
  await world.shot('sign-in-zh');
  await page.getByLabel('密码').fill(world.password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('现在的密码').fill('not the one');
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一遍新密码').fill(ownPassword);
  await page.getByRole('button', { name: '保存并进入' }).click();
  await page.getByRole('alert').getByText('现在的密码不对。').waitFor();
  await page.getByLabel('现在的密码').fill(world.password);
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一遍新密码').fill(ownPassword);
  await world.gallery('password');
  await page.getByRole('button', { name: '保存并进入' }).click();
});

test('the first page counts the day, and each count leads to the tickets behind it', async () => {
  await page.getByRole('heading', { name: '今天' }).waitFor();
  await page.locator('tbody tr').nth(1).waitFor();
  await world.gallery('today');
  await page.setViewportSize({ width: 1024, height: 768 });
  await world.checkAccess('today, on a tablet');  // What is hidden there is still said.
  await page.setViewportSize({ width: 1440, height: 960 });
  await world.shot('today-zh');
  const now = await colleague.ask('GET', '/api/v1/today');  // Whether three working days are soon depends on the weekday.
  assert.equal(now.mine, 2);
  const listed = (count, none) => page.getByText(count ? `已显示 ${count} 条` : none, { exact: false }).waitFor();
  const tickets = (count) => listed(count, '没有符合条件的工单。');
  const cards = [['等我处理', now.mine, tickets], ['已逾期', now.overdue, tickets], ['快到期', now.soon, tickets], ['没打通，要再打', now.retry, tickets],
    ['待处理的红黄牌', now.cards, (count) => listed(count, '没有符合条件的预警或红黄牌。')],
    ['待回访', now.calls, (count) => page.getByText(`现在可打 ${count} 个`).waitFor()],
    ['失联自助机', now.kiosks.silent.length, (count) => listed(count, '没有符合条件的自助机。')]];
  assert.equal(await page.locator('.counts > li').count(), cards.length);
  for (const [card, count, isThere] of cards) {
    const link = page.locator('.count', { hasText: card });
    assert.equal(await link.locator('strong').textContent(), String(count), card);
    await link.click();
    await isThere(count);
    await page.goBack();
    await page.locator('.counts').waitFor();
  }
  // Where the name has no room its link is an icon that is called by it.
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole('banner').getByRole('link', { name: /admin/ }).click();
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
  await page.setViewportSize({ width: 1440, height: 960 });
  await page.goBack();
  await page.locator('.counts').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('回访台').waitFor();
  await world.checkAccess('keys');
  await world.shot('keys-zh');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: '工单' }).waitFor();
});

test('the list shows what was filed, filters it, and is reached by keys', async () => {
  await page.getByRole('row').nth(2).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await world.gallery('list');
  await world.shot('list-zh');
  await page.getByLabel('状态').selectOption('closed');
  await page.getByText('没有符合条件的工单。').waitFor();
  assert.match(page.url(), /state=closed/);  // The filter stands in the address.
  await page.getByLabel('状态').selectOption('');
  await page.locator('tbody tr').nth(1).waitFor();
  const waiting = page.getByRole('button', { name: '待回访' });
  await waiting.click();
  await page.getByText('已显示 1 条').waitFor();  // The other left no number.
  await page.getByText('今天刚到').waitFor();
  await world.gallery('waiting');
  await waiting.click();
  await page.locator('tbody tr').nth(1).waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText(words).waitFor();
  // A page that comes in place of another is called by its own name, and begins at its heading.
  await page.locator('h1:focus').waitFor();
  assert.match(await page.title(), /^TS\d+ · 工单 · /);
});

test('a callback, acceptance, reply and closing are recorded on the ticket', async () => {
  await page.getByText('封存原件一致').waitFor();
  await page.getByText('发生日期').waitFor();  // As the citizen remembers it: the terminal asked.
  await world.gallery('ticket');
  await page.keyboard.press('1');
  await page.getByLabel('备注').fill('对方补充：11:50 才有人接待');
  await world.shot('ticket-zh');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已核实').first().waitFor();
  await page.getByRole('button', { name: '说明理由后显示' }).click();
  await page.getByLabel(/显示号码的理由/).fill('回访');
  await page.getByRole('button', { name: '显示号码' }).click();
  await page.getByText('13800005678').waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText('请来访人补充').first().click();
  await page.getByLabel(/请来访人补充什么/).fill('请说明是哪一天。');
  await page.getByRole('button', { name: '请来访人补充' }).click();
  await page.getByText('待补充').first().waitFor();
  await page.getByText('等来访人补充到').waitFor();
  await page.locator('.timeline .said', { hasText: '请说明是哪一天。' }).waitFor();  // What was asked stands in its history.
  await page.getByText('已补充，继续办').first().click();
  await page.getByLabel(/补充了什么/).fill('来电说是 11 月 2 日');
  await world.shot('need-info-zh');
  await world.gallery('need-info');
  await page.getByRole('button', { name: '已补充，继续办' }).click();
  await page.getByText('已补充，继续计期').waitFor();
  const answer = '经核实，窗口当时缺岗，已整改。';
  await page.getByLabel(/给来访人的答复/).fill(answer);
  const [row] = (await colleague.tickets()).filter((one) => one.has_contact);
  const notice = page.getByRole('alert');
  await unheard(async () => {
    await colleague.act(await colleague.ticket(row.id), 'callback', { outcome: 'rescheduled', note: '约下午三点' });
    await page.getByRole('button', { name: '提交答复' }).click();
    await notice.getByText('别人刚刚处理过这张工单：').waitFor();
  });
  await notice.getByText('电话回访：约定再访').waitFor();
  await notice.getByText('约下午三点').waitFor();
  await notice.getByText(answer).waitFor();  // Both versions, side by side.
  assert.equal(await page.getByLabel(/给来访人的答复/).inputValue(), answer);  // Still there, still to be sent.
  assert.equal(await notice.getByText('您写的文字没有提交').count(), 0);
  await world.gallery('overtaken');
  await page.getByRole('button', { name: '提交答复' }).click();
  await page.getByRole('button', { name: '再次回访' }).click();
  await page.getByLabel('无人接听').check();
  await page.getByRole('button', { name: '记录回访' }).click();
  await page.getByText('电话回访：无人接听').waitFor();
  // Whether the answer satisfies is asked by somebody else, and the ticket closes by what was heard.
  await page.getByRole('button', { name: '满意度回访' }).click();
  await page.getByRole('radio', { name: /^接通/ }).check();
  await page.getByRole('radio', { name: /^满意/ }).check();
  await page.getByRole('radio', { name: /^解决了/ }).check();
  await world.gallery('closing-call');
  await world.shot('closing-call-zh');
  await page.getByRole('button', { name: '记录回访' }).click();
  await page.getByRole('alert').getByText('须由没有参与过的人来做').waitFor();
  assert.match(world.complaints.pop() ?? '', /status of 403/);  // Refused once, here, and nowhere else.
  await colleague.act(await colleague.ticket(row.id), 'closing_call',
    { outcome: 'verified', satisfaction: 5, solved: 'yes', contacted: true, told: true });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByText('办结：满意').waitFor();
  await page.locator('.timeline .said', { hasText: '问题已解决 · 单位联系过 · 告知了结果' }).waitFor();
  await page.locator('.timeline .by', { hasText: '王芳' }).first().waitFor();  // By name, not by account.
  await world.gallery('closed');
  await world.shot('closed-zh');
  await page.emulateMedia({ media: 'print' });
  await page.locator('.told h3').first().waitFor();  // How the dates came about is not folded away on paper,
  assert.match(await page.locator('.timeline .when').first().textContent(), /^20\d\d年/);  // and every date has its year.
  assert.equal(await page.getByRole('navigation').isVisible(), false);
  assert.equal(await page.getByText(words).isVisible(), true);
  await world.shot('ticket-print-zh');
  await page.emulateMedia({ media: 'screen' });
});

test('words that can no longer be sent are shown beside what a colleague did', async () => {
  const [row] = (await colleague.tickets()).filter((one) => !one.has_contact);
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  await page.locator('summary', { hasText: '不予受理' }).click();
  await page.getByLabel('给来访人的说明').fill('此事属于民事纠纷，\n请向法院起诉。');
  const notice = page.getByRole('alert');
  await unheard(async () => {
    await colleague.act(await colleague.ticket(row.id), 'accept');
    await page.getByRole('button', { name: '不予受理' }).click();
    await notice.getByText('您写的文字没有提交').waitFor();
  });
  await notice.getByText('请向法院起诉。').waitFor();
  await page.getByLabel(/给来访人的答复/).waitFor();  // What may be done with the ticket as it is.
  await world.gallery('unsent');
  await notice.getByRole('button', { name: '知道了' }).click();
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('who saw a number, and why, stands in the journal; the number does not', async () => {
  await page.goto(`${world.center.address}/journal?what=contact_revealed`);
  const row = page.getByRole('row', { name: /查看来访人号码/ });
  await row.getByText('理由 回访').waitFor();
  await row.getByText(/场合 (回访台打电话|在页面上查看)/).waitFor();  // The desk may still hold it for them.
  await row.getByText(/^TS\d+$/).waitFor();
  assert.equal(await page.getByText('13800005678').count(), 0);
  await world.gallery('journal-contacts');
  await page.goto(`${world.center.address}/journal?what=account_made`);
  await page.getByRole('row', { name: /命令行.*wang|wang.*命令行|王芳/ }).first().waitFor();
});

test('a deed whose answer was lost is done once, and is nobody else’s', async () => {
  const [row] = (await colleague.tickets()).filter((one) => !one.has_contact);
  const times = async (type) => (await colleague.ticket(row.id)).events.filter((one) => one.type === type).length;
  const send = /\/api\/v1\/tickets\/\d+\/actions$/;
  const lose = () => page.route(send, async (asked) => {
    await asked.fetch();
    await asked.abort();
  }, { times: 1 });
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  await page.getByLabel(/给来访人的答复/).fill('已调整排班。');
  await unheard(async () => {
    await lose();
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.locator('.panel').getByRole('alert').getByText('连不上服务器').waitFor();
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.getByText('已记录。').waitFor();
  });
  assert.equal(await page.locator('.overtaken').count(), 0);
  assert.equal(await times('replied'), 1);
  // The same where the center does not know the key any more: one's own deed is there.
  await page.locator('summary', { hasText: '督办' }).click();
  await page.getByLabel('督办的理由和要求').fill('三天内报结果。');
  await unheard(async () => {
    await lose();
    await page.getByRole('button', { name: '督办' }).click();
    await page.locator('.panel').getByRole('alert').getByText('连不上服务器').waitFor();
    await page.route(send, async (asked) => {
      const { 'idempotency-key': key, ...headers } = asked.request().headers();
      assert.match(key, /^[0-9a-f-]{36}$/);
      await asked.continue({ headers });
    }, { times: 1 });
    await page.getByRole('button', { name: '督办' }).click();
    await page.getByText('已记录。').waitFor();
  });
  assert.equal(await page.locator('.overtaken').count(), 0);
  assert.equal(await times('supervised'), 1);
  await page.getByText('连不上服务器，正在重连。').waitFor({ state: 'hidden' });
});

test('the page speaks English, shows kiosks, and survives being loaded anew', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('link', { name: '自助机' }).click();
  const kiosk = page.getByRole('row', { name: /hall-1/ });
  for (const words of ['在线', '第 1 版', '准确', '完整']) await kiosk.getByText(words).waitFor();
  execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(world.center.folder, 'center.db'),
    `INSERT INTO alarm (at_ms, kind, kiosk, epoch, seq, detail) VALUES
       (0, 'gap', 'hall-1', 1, 90, 'x'), (0, 'gap', 'hall-1', 1, 95, 'x'), (0, 'conflict', 'hall-1', 1, 91, 'x');
     INSERT OR REPLACE INTO kiosk_health VALUES ('hall-1', 0, '0.1.7', 'a', 'HDMI-A-1 1080x1920', 'lp0', '', 53, 24600, 1800, 480, 9, 4, 0, 3, 1, 0)`]);
  await page.reload();
  await kiosk.getByText('缺记录：2 处').waitFor();
  await kiosk.getByText('编号相同内容不同：1 条').waitFor();
  for (const words of ['0.1.7 版 · A 区', '剩 24 GB · 53 °C', '4 条发不出去，最久 3 天', '一天内启动 9 次']) await kiosk.getByText(words).waitFor();
  await world.gallery('kiosks');
  await page.getByRole('button', { name: 'English' }).click();
  await world.shot('kiosks-en');
  await page.reload();
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await page.getByRole('button', { name: 'Theme: as this computer' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();  // Dark, whatever the computer says.
  await page.getByRole('link', { name: 'Tickets' }).click();
  await page.locator('tbody tr').nth(1).waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(14, 21, 28)');
  await world.checkAccess('list, dark');
  await world.shot('list-dark-en');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('every page has a picture in the console’s README', () => {
  const router = readFileSync(join(root, 'sync/center/console/src/router.ts'), 'utf8');
  const told = readFileSync(join(root, 'sync/center/console/pictures.md'), 'utf8');
  const pages = [...router.matchAll(/path: '[^']*', name: '([^']*)'/g)].map(([, name]) => name);
  assert.ok(pages.length > 20, String(pages.length));
  for (const name of pages) {
    assert.ok(picturesOf[name]?.length, `${name} has no picture`);
    for (const one of picturesOf[name]) {
      assert.ok(told.includes(`/${one}.jpg)`), `${one} is not told of`);
      assert.ok(existsSync(join(root, 'tests/golden/pictures/console', `${one}.jpg`)), `${one} was not made`);
    }
  }
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
