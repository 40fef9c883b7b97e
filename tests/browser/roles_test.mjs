// SPDX-License-Identifier: Apache-2.0
// The main work of each role, one after the other on the same ticket: intake accepts it, the unit
// answers, a caller closes, an auditor reads, an administrator sees kiosks and nothing else. What
// they choose for themselves (filters, columns) is theirs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

const own = 'a password of my own';
const words = '窗口没人，等了两个小时。';
const answer = '经核实，窗口当时缺岗，已整改。';
const world = new World();
let page;

before(async () => {
  await world.start();
  world.file([{ text: words }, { text: '材料齐全，不收。' }, { text: '态度不好。', phone: '13800000001' }]);
  page = await world.open();
});

after(() => world.stop());

async function sitDown(name, role, ...more) {
  await world.signIn(name, await world.center.account(name, '--role', role, '--display', name, ...more), own);
}

/** Every page that this role has, in both themes: nothing cut off, none of axe's rules broken. */
async function walk(role) {
  const links = await page.getByRole('navigation').getByRole('link').all();
  const names = [];
  for (const link of links) {
    await link.click();
    names.push((await link.locator('.grow').textContent()).trim());
    await page.locator('[role="status"][aria-label]').waitFor({ state: 'hidden' });
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      await world.checkAccess(`${role}, ${names.at(-1)}, ${colorScheme}`);
    }
    assert.deepEqual(await world.cutOff(), [], `${role}, ${names.at(-1)}`);
  }
  await world.shot(`role-${role}`);
  return names;
}

async function leave() {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
}

test('intake accepts', async () => {
  await sitDown('chen', 'intake');
  assert.deepEqual(await walk('intake'), ['今天', '工单', '回访单', '办件', '监察', '通知', '文书', '监测反映', '图表', '监测点', '自助机', '规则与日历']);
  await page.goto(`${world.center.address}/tickets?view=mine&unit=scjg`);
  await page.getByText('已显示 3 条').waitFor();
  await page.locator('tbody a').first().click();
  await page.locator('.words', { hasText: words }).waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText('承办单位').waitFor();
  assert.equal(await page.getByLabel('转给哪个单位').isVisible(), false);  // A unit has it: folded away.
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.getByText('已显示 2 条').waitFor();
  assert.match(page.url(), /view=mine&unit=scjg/);  // The way back keeps the filter.
});

test('a filter is kept under a name, and columns as they were chosen', async () => {
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('市场局 <b>');
  await world.checkAccess('saving a filter');
  const kept = page.waitForResponse(/\/api\/v1\/views$/);
  await page.getByRole('button', { name: '存下', exact: true }).click();
  await kept;
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '显示哪些列' }).click();
  await page.getByRole('dialog').getByText('回访', { exact: true }).click();
  await page.getByRole('dialog').getByText('语言', { exact: true }).click();
  await world.checkAccess('choosing columns');
  await world.shot('columns-zh');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByText('已显示 3 条').waitFor();
  await page.reload();
  await page.getByRole('columnheader', { name: '语言' }).waitFor();
  assert.equal(await page.getByRole('columnheader', { name: '回访' }).count(), 0);
  await page.getByRole('link', { name: '市场局 <b>' }).click();
  await page.getByText('已显示 2 条').waitFor();
  await world.shot('saved-zh');
  await leave();
});

test('a unit returns what is not its matter, and intake dispatches it', async () => {
  await sitDown('qian', 'handler', '--unit', 'scjg');
  await page.getByRole('link', { name: '工单' }).click();
  await page.locator('tbody a').first().click();
  await page.getByText('不归我们办，退回').first().click();
  await page.getByLabel(/为什么不归本单位/).fill('该窗口归人社局');
  await page.getByRole('button', { name: '不归我们办，退回' }).click();
  await page.getByText('单位退回').waitFor();
  await leave();
  await sitDown('wu', 'intake');
  await page.goto(`${world.center.address}/tickets?state=accepted`);
  await page.locator('tbody a').first().click();
  await page.getByText('还没有转办').waitFor();
  await page.getByLabel('转给哪个单位').selectOption('scjg');
  await world.checkAccess('dispatching');
  await world.shot('dispatch-zh');
  await page.getByRole('button', { name: '转办' }).click();
  await page.getByText('转办：市场监督管理局').waitFor();
  await leave();
});

test('the unit answers what was accepted, and sees nothing else', async () => {
  await sitDown('zhou', 'handler', '--unit', 'scjg');
  assert.deepEqual(await walk('handler'), ['今天', '工单', '办件', '监察', '通知', '文书', '图表', '自助机', '规则与日历']);
  await page.getByRole('link', { name: '今天' }).click();
  await page.getByRole('link', { name: /等我处理/ }).getByText('1').waitFor();
  await page.getByRole('link', { name: '工单' }).click();
  await page.getByText('已显示 1 条').waitFor();
  assert.equal(await page.getByRole('link', { name: '市场局 <b>' }).count(), 0);  // Another's filter.
  await page.locator('tbody a').first().click();
  await page.getByLabel(/给来访人的答复/).fill(answer);
  await page.getByRole('button', { name: '提交答复' }).click();
  await page.getByText('已记录。').waitFor();
  assert.equal(await page.getByRole('button', { name: '说明理由后显示' }).count(), 0);
  await leave();
});

test('a caller closes what was answered', async () => {
  await sitDown('li', 'callback');
  assert.deepEqual(await walk('callback'), ['今天', '工单', '回访台', '回访单', '抽样回访', '办件', '监察', '通知', '文书', '监测反映', '图表', '监测点', '自助机', '规则与日历']);
  await page.goto(`${world.center.address}/tickets?state=reviewing`);
  await page.locator('tbody a').first().click();
  await page.locator('.said', { hasText: answer }).waitFor();
  await world.checkAccess('reviewing');
  await world.shot('reviewing-zh');
  await page.getByRole('button', { name: '审核通过' }).click();
  await page.getByText('满意度: 未回访').waitFor();  // No number was left: nobody could be asked.
  await page.getByRole('button', { name: '办结' }).click();
  await page.getByText('办结：未回访').waitFor();
  await leave();
});

test('an auditor reads everything and changes nothing', async () => {
  await sitDown('sun', 'auditor');
  assert.deepEqual(await walk('auditor'), ['今天', '工单', '回访单', '抽样回访', '办件', '监察', '通知', '文书', '监测反映', '图表', '监测点', '自助机', '未能归档', '规则与日历', '账号', '审计']);
  await page.getByRole('link', { name: '工单' }).click();
  await page.getByText('已显示 3 条').waitFor();
  await page.locator('tbody a').first().click();
  await page.getByText('您的角色现在没有可做的操作。').waitFor();
  await leave();
});

test('an administrator sees kiosks, and no ticket even by its address', async () => {
  await sitDown('zhao', 'administrator');
  assert.deepEqual(await walk('administrator'), ['今天', '监测点', '自助机', '未能归档', '规则与日历', '账号', '审计']);
  await page.goto(`${world.center.address}/tickets/1`);
  await page.getByRole('alert').getByText('没有这一条，或不归您的角色查看。').waitFor();
  await leave();
});

test('an administrator makes a monitoring point and a monitor, and mends the term', async () => {
  await sitDown('zhan', 'administrator');
  await page.getByRole('link', { name: '监测点' }).click();
  await page.getByRole('button', { name: '新建监测点' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('代码', { exact: true }).fill('jc09');
  await dialog.getByLabel('名称（中文）').fill('火车站监测点');
  await dialog.getByLabel('单位').selectOption('gajj');
  const height = (which) => dialog.locator(which).first().evaluate((node) => node.offsetHeight);
  assert.ok(Math.abs(await height('.date-box') - await height('select')) <= 4, 'a day field is as high as its neighbours');
  await world.checkAccess('making a point');
  await world.shot('point-zh');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: /火车站监测点/ }).getByRole('button', { name: '查看' }).click();
  const point = page.locator('tr.details');
  await point.getByRole('button', { name: '新增监测员' }).click();
  await dialog.getByLabel('代码', { exact: true }).fill('9001');
  assert.equal(await dialog.getByLabel('监测点').inputValue(), 'jc09');
  await dialog.getByLabel('姓名').fill('马丽');
  await dialog.getByLabel('聘期自', { exact: true }).fill('2026-11-01');
  const until = dialog.getByLabel('聘期至', { exact: true });
  await until.fill('2027-10-31');
  await until.blur();
  assert.equal(await until.inputValue(), '2027年10月31日');  // In the page's language, whatever the browser's is.
  await world.checkAccess('making a monitor');
  await dialog.getByRole('button', { name: '保存' }).click();
  const monitor = point.getByRole('row', { name: /9001/ });
  await monitor.getByText('马丽').waitFor();
  await monitor.getByRole('button', { name: '修改' }).click();
  await until.fill('2028-10-31');
  await dialog.getByRole('button', { name: '保存' }).click();
  await monitor.getByText('10月31日').waitFor();
  await leave();
});

test('a record that names an unknown window waits in sight of who keeps the registry, and is filed once there is one', async () => {
  assert.throws(() => world.file([{ text: '九十九号窗口没有人。', window: '99' }]));  // The kiosk is told: refused.
  await sitDown('guan', 'administrator');
  await page.getByRole('link', { name: '未能归档' }).click();
  const row = page.getByRole('row', { name: /hall-1/ });
  await row.getByText('没有这个窗口').waitFor();
  await row.getByText('会再试').waitFor();
  await page.getByText('会再试 1 条，留待审计 0 条').waitFor();
  await world.gallery('parked');
  await page.getByRole('button', { name: '现在再试' }).click();
  await page.getByText('试了 1 条，归档 0 条。').waitFor();  // The word is still missing.
  await page.goto(`${world.center.address}/registry?kind=window`);
  await page.getByRole('button', { name: '新建' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('代码', { exact: true }).fill('99');
  await dialog.getByLabel('名称（中文）').fill('临时窗口');
  await dialog.getByLabel('单位').selectOption('gajj');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: '未能归档' }).click();
  const none = page.getByText('没有未能归档的记录。');
  await row.or(none).first().waitFor();
  if (await row.count()) await page.getByRole('button', { name: '现在再试' }).click();  // Unless the center's own clock was quicker.
  await none.waitFor();
  await leave();
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
