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

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const build = process.env.SUNBOOTH_BUILD;
const shots = join(build, 'pictures', 'console');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ownPassword = 'a password of my own';

let folder, center, password, browser, page;
const complaints = [];

async function shot(name) { await page.screenshot({ path: join(shots, `${name}.png`) }); }

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
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => { complaints.push('a dialog opened'); void dialog.dismiss(); });
});

after(async () => {
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
  await checkAccess('sign-in');
  await shot('sign-in-zh');
  complaints.length = 0;  // The browser itself reports the 401 of the wrong try, and that of the first visit.
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('现在的密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一遍新密码').fill(ownPassword);
  await checkAccess('password');
  await page.getByRole('button', { name: '保存并进入' }).click();
  await page.getByRole('heading', { name: '工单' }).waitFor();
});

test('the list shows what was filed, filters it, and is reached by keys', async () => {
  await page.getByRole('row').nth(2).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await checkAccess('list');
  await shot('list-zh');
  await page.getByLabel('状态').selectOption('closed');
  await page.getByText('没有符合条件的工单。').waitFor();
  await page.getByLabel('状态').selectOption('');
  await page.locator('tbody tr').nth(1).waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText(words).waitFor();
});

test('a callback, acceptance, reply and closing are recorded on the ticket', async () => {
  await page.getByText('封存原件一致').waitFor();
  await checkAccess('ticket');
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
  await page.getByLabel(/给来访人的答复/).fill('经核实，窗口当时缺岗，已整改。');
  await page.getByRole('button', { name: '提交答复' }).click();
  await page.getByRole('button', { name: '再次回访' }).click();
  await page.getByLabel('无人接听').check();
  await page.getByRole('button', { name: '记录回访' }).click();
  await page.getByText('电话回访：无人接听').waitFor();
  await page.getByLabel('满意度').selectOption('satisfied');
  await page.getByRole('button', { name: '办结' }).click();
  await page.getByText('办结：满意').waitFor();
  await checkAccess('closed ticket');
  await shot('closed-zh');
});

test('the page speaks English, shows kiosks, and survives being loaded anew', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Kiosks' }).click();
  await page.getByRole('cell', { name: 'hall-1' }).waitFor();
  await checkAccess('kiosks');
  await shot('kiosks-en');
  await page.reload();
  await page.getByRole('cell', { name: 'hall-1' }).waitFor();
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
