// SPDX-License-Identifier: Apache-2.0
// Keeping the house: an administrator makes an account, its owner sets a second factor and signs in by
// it, intake takes many tickets at once and a list out of the house, an auditor verifies every chain.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
world.close = true;
let page, oneTime, secret;

before(async () => {
  await world.start();
  world.file([{ text: '窗口没人。' }, { text: '材料齐全，不收。' }, { text: '态度不好。' }]);
  page = await world.open();
});
after(() => world.stop());

/** RFC 6238, by another hand than the center's. */
function codeAt(base32, ms) {
  const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
async function signOut() {
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
}
async function giveName(account, password) {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

test('an administrator makes an account, and its one-time password is shown once', async () => {
  await world.signIn('root', await world.center.account('root', '--role', 'administrator', '--display', '管理员'), own);
  await page.getByRole('link', { name: '账号', exact: true }).click();
  await page.getByRole('rowheader', { name: 'root' }).waitFor();
  await world.gallery('accounts');
  await page.getByRole('button', { name: '新建账号' }).click();
  world.people.push('li.ming');
  await page.getByLabel('账号', { exact: true }).fill('li.ming');
  await page.getByLabel('姓名', { exact: true }).fill('李明');
  await page.getByRole('dialog').getByLabel('角色').selectOption('intake');
  await world.checkAccess('making an account');
  await page.getByRole('dialog').getByRole('button', { name: '新建账号' }).click();
  await page.getByText('只显示这一次').waitFor();
  oneTime = await page.locator('.secret').textContent();
  assert.match(oneTime, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  await world.checkAccess('an account that was made');
  await world.shot('account-made-zh');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /李明/ }).getByText('待首次登录').waitFor();
  await signOut();
});

test('its owner sets a second factor, and the password alone no longer signs in', async () => {
  await world.signIn('li.ming', oneTime, own);
  await page.getByRole('link', { name: /李明/ }).click();
  await page.getByLabel('现在的密码').fill(own);
  await page.getByRole('button', { name: '开始设置' }).click();
  secret = (await page.locator('.secret').textContent()).replaceAll(' ', '');
  await world.gallery('second-factor');
  await page.getByLabel(/验证器现在显示/).fill('000000');
  await page.getByRole('button', { name: '确认并启用' }).click();
  await page.getByText('验证码不对，或已用过').waitFor();
  await page.getByLabel(/验证器现在显示/).fill(codeAt(secret, Date.now()));
  await page.getByRole('button', { name: '确认并启用' }).click();
  await page.getByText('已启用。').waitFor();
  await page.getByText('这一台').waitFor();
  await world.gallery('me');
  await signOut();
  await giveName('li.ming', own);
  await page.getByLabel(/动态验证码/).waitFor();
  await world.gallery('code');
  await page.goto(`${world.center.address}/tickets`);
  await page.getByRole('heading', { name: '登录' }).waitFor();  // Half signed in is not signed in.
  await giveName('li.ming', own);
  await page.getByLabel(/动态验证码/).fill(codeAt(secret, Date.now() + 30_000));  // The step that set it up is spent.
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '工单' }).waitFor();  // Where they had been going.
});

test('many tickets at once: what is done is counted, what is refused is named and stays marked', async () => {
  await page.getByRole('link', { name: '工单' }).click();
  await page.getByText('已显示 3 条').waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('已选 1 条').waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText('1 条已办理').waitFor();
  await page.getByText('已显示 3 条').waitFor();
  await page.getByLabel('选中列出的全部').check();
  await page.getByText('已选 3 条').waitFor();
  await world.gallery('bulk');
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText('2 条已办理').waitFor();
  await page.locator('.refused', { hasText: '现在不能这样办' }).waitFor();
  await page.getByText('已选 1 条').waitFor();
  await world.gallery('bulk-verdicts');
  await page.getByRole('button', { name: '取消选中' }).click();
});

test('a list leaves the house as a sheet of texts, and that stands in the journal', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Excel' }).click()]);
  assert.match(download.suggestedFilename(), /^tickets-\d{4}-\d\d-\d\d\.xlsx$/);
  const sheet = execFileSync('python3', ['-c', 'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.read("xl/worksheets/sheet1.xml").decode())', await download.path()], { encoding: 'utf8' });
  assert.equal(sheet.split('<row').length - 1, 4);
  assert.match(sheet, /工单号/);
  assert.match(sheet, /已受理/);
  assert.doesNotMatch(sheet, /<f[ >]/);
  await page.getByText('已导出 3 条').waitFor();
  // A file that has no room for all of them says so.
  await page.route(/\/api\/v1\/exports$/, (asked) => asked.continue({ postData: JSON.stringify({ ...asked.request().postDataJSON(), limit: 2 }) }), { times: 1 });
  await page.getByRole('button', { name: '导出 CSV' }).click();
  await page.getByText('只导出了前 2 条，后面还有。').waitFor();
  assert.equal(await page.getByLabel('状态').locator('option').count(), 15);  // Each state of a ticket, and all.
  await signOut();
});

test('a change of an account tells its effect before it is made, and stands in its history afterwards', async () => {
  await world.signIn('zhu', await world.center.account('zhu', '--role', 'administrator', '--display', '朱'), own);
  await page.getByRole('link', { name: '账号', exact: true }).click();
  await page.getByRole('row', { name: /李明/ }).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('建账号').waitFor();  // Its history so far.
  await dialog.getByLabel('角色').selectOption('administrator');
  await dialog.getByRole('button', { name: '看影响' }).click();
  const effect = dialog.locator('.effect');
  await effect.getByText('少于 5').waitFor();  // Sees three open tickets today ..
  await effect.getByText('改后看得到在办工单 0 件').waitFor();  // .. and none as an administrator.
  await world.gallery('account-effect');
  await dialog.getByLabel('角色').selectOption('callback');
  await effect.waitFor({ state: 'hidden' });  // What is told is of what is typed.
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.locator('.notice.good').waitFor();
  await dialog.locator('.entry-history li').first().getByText('受理员').waitFor();
  await dialog.locator('.entry-history li').first().getByText('回访员').waitFor();
  await world.gallery('account-history');
  await page.keyboard.press('Escape');
  await signOut();
});

test('an auditor reads what was done and verifies every chain', async () => {
  await world.signIn('sun', await world.center.account('sun', '--role', 'auditor', '--display', '孙'), own);
  await page.getByRole('link', { name: '审计', exact: true }).click();
  await page.getByRole('cell', { name: '导出', exact: true }).first().waitFor();
  await page.getByText('角色 受理员 → 回访员').waitFor();  // By words, not by codes.
  await page.getByRole('button', { name: '核验全部记录链' }).click();
  await page.getByText('审计链: 完整').waitFor();
  await world.gallery('journal');
  // Somebody who writes into the file itself is found: the page names the first event that is not the one that was written.
  const damaged = 2;
  world.damage(`DROP TRIGGER ticket_event_stays; UPDATE ticket_event SET by = 'nobody' WHERE ticket = ${damaged} AND n = 1;
    DROP TRIGGER journal_stays; UPDATE journal SET by = 'nobody' WHERE n = 3;`);
  await page.getByRole('button', { name: '核验全部记录链' }).click();
  const verdict = (chain) => page.locator('.verdicts li', { hasText: chain });
  await verdict('工单事件链').getByText('第一处不符').waitFor();
  await verdict('工单事件链').getByText('第 1 件事').waitFor();
  await verdict('审计链').getByText('第 3 条').waitFor();
  await verdict('红黄牌事件链').getByText('完整').waitFor();  // What was not touched is still whole.
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await world.checkAccess(`a broken chain, ${colorScheme}`);
  }
  await world.shot('journal-broken-zh');
  await verdict('工单事件链').getByRole('link').click();
  await page.waitForURL(`**/tickets/${damaged}`);
  await page.getByRole('link', { name: '账号', exact: true }).click();
  await page.getByRole('row', { name: /李明/ }).getByText('已设置').waitFor();
  assert.equal(await page.getByRole('button', { name: '新建账号' }).count(), 0);
});

test('an original that is not the one that was sealed is told on its ticket, and no other is suspected', async () => {
  const changed = 3;  // Its last byte is gone.
  world.damage(`UPDATE submission SET sealed = substr(sealed, 1, length(sealed) - 1)
    WHERE record_id = (SELECT record_id FROM ticket WHERE id = ${changed})`);
  await page.goto(`${world.center.address}/tickets/${changed}`);
  await page.getByText('封存原件不一致：请告知审计员').waitFor();
  await world.checkAccess('a changed original');
  await world.shot('ticket-changed-zh');
  await page.goto(`${world.center.address}/tickets/1`);
  await page.getByText('封存原件一致').waitFor();
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
