// SPDX-License-Identifier: Apache-2.0
// The console in Chromium, on the real center with a real record: sign in, call back, accept, reply,
// close. No script error, no violation of the Content-Security-Policy, none of axe's rules broken.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Center } from '../e2e/center.mjs';
import { Kiosk } from '../e2e/kiosk.mjs';
import { complain, goHome, words } from '../e2e/main_job.mjs';
import { Office } from '../e2e/office.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const build = process.env.SUNBOOTH_BUILD;
const shots = join(build, 'pictures', 'console');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ownPassword = 'a password of my own';

let folder, center, password, browser, page, colleague;
const complaints = [];

async function shot(name) { await page.screenshot({ path: join(shots, `${name}.png`) }); }

/** What sticks out of the window or is cut off inside its own box. */
async function cutOff() {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page is wider than the window'] : [];
    const cut = [...document.querySelectorAll('body *')].filter((node) => node.clientWidth > 0
      && getComputedStyle(node).display !== 'inline' && !node.matches('input, select, textarea, .skip')
      && node.scrollWidth > node.clientWidth + 1);
    return [...wide, ...cut.map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`)];
  });
}

/** Words of the page itself that are not in its language. What people wrote is in theirs. */
async function foreignWords() {
  return page.evaluate(() => [...document.querySelectorAll(
    'button, label, legend, h1, h2, th, dt, summary, nav a, .chip, .script, .notice.danger, .notice.good, .quiet-line, .hint')]
    .map((node) => node.textContent.trim()).filter((words) => words !== '中文' && /\p{Script=Han}/u.test(words)));
}

const otherLanguage = { zh: 'English', en: '中文' };

/** The page as it stands, in both languages, both schemes and two widths; nothing may be cut off. */
async function gallery(name) {
  for (const language of ['zh', 'en']) {
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of [1280, 1920]) {
        await page.setViewportSize({ width, height: width === 1280 ? 900 : 1080 });
        assert.deepEqual(await cutOff(), [], `${name}, ${language}, ${width}`);
        if (language === 'en') assert.deepEqual(await foreignWords(), [], name);
        await page.screenshot({ path: join(shots, `${name}-${language}-${scheme}-${width}.png`), fullPage: true });
      }
      await checkAccess(`${name}, ${language}, ${scheme}`);
    }
    await page.getByRole('button', { name: otherLanguage[language] }).click();
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 960 });
}

/** axe's own rules for WCAG 2.2 A and AA. Run in the page's world past its CSP, as a tester may. */
async function checkAccess(name) {
  const found = await page.evaluate(`(async () => {
    ${axe};
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join(', '));
  })()`);
  assert.deepEqual(found, [], name);
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-browser-'));
  const config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  password = await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  const code = await center.enrolCode('hall-1', config);
  await center.serve('--console', join(build, 'console'));
  center.tell(config);
  execFileSync(join(bin, 'sunbooth-kiosk'), ['--config', config, '--enrol', code], { stdio: 'pipe' });
  const kiosk = new Kiosk(join(bin, 'sunbooth-kiosk'), ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
  for (const filing of [{ text: words, phone: '13800005678' }, { text: '', phone: '' }]) {
    await goHome(kiosk);
    await complain(kiosk, null, filing);
    await kiosk.say('wait delivered 30');
  }
  await kiosk.quit();
  colleague = new Office(center.address, center.ca);
  await colleague.signIn('wang', await center.account('wang', '--role', 'supervisor', '--display', '王芳'));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, viewport: { width: 1440, height: 960 }, locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai', colorScheme: 'light',
  });
  page = await context.newPage();
  page.on('console', (message) => {
    const refused = /status of 40[09]/.test(message.text());  // The browser reports what these tests bring about.
    if (message.type() === 'error' && !refused) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => { complaints.push('a dialog opened'); void dialog.dismiss(); });
});

after(async () => {
  colleague?.close();
  await browser?.close();
  await center?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a wrong password is refused in words, the right one leads to choosing another', async () => {
  await page.goto(center.address);
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill('wrong wrong wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').getByText('账号或密码不对。').waitFor();
  await gallery('sign-in');
  await shot('sign-in-zh');
  complaints.length = 0;  // The browser itself reports the 401 of the wrong try, and that of the first visit.
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('现在的密码').fill('not the one');
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一遍新密码').fill(ownPassword);
  await page.getByRole('button', { name: '保存并进入' }).click();
  await page.getByRole('alert').getByText('现在的密码不对。').waitFor();
  await page.getByLabel('现在的密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一遍新密码').fill(ownPassword);
  await gallery('password');
  await page.getByRole('button', { name: '保存并进入' }).click();
  await page.getByRole('heading', { name: '工单' }).waitFor();
});

test('the list shows what was filed, filters it, and is reached by keys', async () => {
  await page.getByRole('row').nth(2).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await gallery('list');
  await shot('list-zh');
  await page.getByLabel('状态').selectOption('closed');
  await page.getByText('没有符合条件的工单。').waitFor();
  await page.getByLabel('状态').selectOption('');
  await page.locator('tbody tr').nth(1).waitFor();
  const waiting = page.getByRole('button', { name: '待回访' });
  await waiting.click();
  await page.getByText('已显示 1 条').waitFor();  // The other left no number.
  await page.getByText('今天刚到').waitFor();
  await gallery('waiting');
  await waiting.click();
  await page.locator('tbody tr').nth(1).waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText(words).waitFor();
});

test('a callback, acceptance, reply and closing are recorded on the ticket', async () => {
  await page.getByText('封存原件一致').waitFor();
  await gallery('ticket');
  await page.keyboard.press('1');
  await page.getByLabel('备注').fill('对方补充：11:50 才有人接待');
  await shot('ticket-zh');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已核实').first().waitFor();
  await page.getByRole('button', { name: '说明理由后显示' }).click();
  await page.getByLabel(/显示号码的理由/).fill('回访');
  await page.getByRole('button', { name: '显示号码' }).click();
  await page.getByText('13800005678').waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  const answer = '经核实，窗口当时缺岗，已整改。';
  await page.getByLabel(/给来访人的答复/).fill(answer);
  const [row] = (await colleague.tickets()).filter((one) => one.has_contact);
  await colleague.act(await colleague.ticket(row.id), 'callback', { outcome: 'rescheduled', note: '约下午三点' });
  await page.getByRole('button', { name: '提交答复' }).click();
  const notice = page.getByRole('alert');
  await notice.getByText('别人刚刚处理过这张工单：').waitFor();
  await notice.getByText('电话回访：约定再访').waitFor();
  await notice.getByText('约下午三点').waitFor();
  assert.equal(await page.getByLabel(/给来访人的答复/).inputValue(), answer);  // Still there, still to be sent.
  assert.equal(await notice.getByText('您写的文字没有提交').count(), 0);
  await gallery('overtaken');
  await page.getByRole('button', { name: '提交答复' }).click();
  await page.getByRole('button', { name: '再次回访' }).click();
  await page.getByLabel('无人接听').check();
  await page.getByRole('button', { name: '记录回访' }).click();
  await page.getByText('电话回访：无人接听').waitFor();
  await page.getByLabel('满意度').selectOption('satisfied');
  await page.getByRole('button', { name: '办结' }).click();
  await page.getByText('办结：满意').waitFor();
  await gallery('closed');
  await shot('closed-zh');
});

test('words that can no longer be sent are shown beside what a colleague did', async () => {
  const [row] = (await colleague.tickets()).filter((one) => !one.has_contact);
  await page.goto(`${center.address}/tickets/${row.id}`);
  await page.locator('summary', { hasText: '不予受理' }).click();
  await page.getByLabel('给来访人的说明').fill('此事属于民事纠纷，\n请向法院起诉。');
  await colleague.act(await colleague.ticket(row.id), 'accept');
  await page.getByRole('button', { name: '不予受理' }).click();
  const notice = page.getByRole('alert');
  await notice.getByText('您写的文字没有提交').waitFor();
  await notice.getByText('请向法院起诉。').waitFor();
  await page.getByLabel(/给来访人的答复/).waitFor();  // What may be done with the ticket as it is.
  await gallery('unsent');
  await notice.getByRole('button', { name: '知道了' }).click();
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('the page speaks English, shows kiosks, and survives being loaded anew', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('link', { name: '自助机' }).click();
  const kiosk = page.getByRole('row', { name: /hall-1/ });
  for (const words of ['在线', '第 1 版', '准确', '完整']) await kiosk.getByText(words).waitFor();
  execFileSync('sqlite3', [join(center.folder, 'center.db'),
    `INSERT INTO alarm (at_ms, kind, kiosk, epoch, seq, detail) VALUES
       (0, 'gap', 'hall-1', 1, 90, 'x'), (0, 'gap', 'hall-1', 1, 95, 'x'), (0, 'conflict', 'hall-1', 1, 91, 'x')`]);
  await page.reload();
  await kiosk.getByText('缺记录：2 处').waitFor();
  await kiosk.getByText('编号相同内容不同：1 条').waitFor();
  await gallery('kiosks');
  await page.getByRole('button', { name: 'English' }).click();
  await shot('kiosks-en');
  await page.reload();
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('link', { name: 'Tickets' }).click();
  await page.locator('tbody tr').nth(1).waitFor();
  await checkAccess('list, dark');
  await shot('list-dark-en');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(complaints, []);
});
