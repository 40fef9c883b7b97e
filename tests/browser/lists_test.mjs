// SPDX-License-Identifier: Apache-2.0
// Lists: cases, calls owed, kiosks and monitoring points, each with its filters under a name, its own
// columns, files, and what is done with many rows at once; and words in a dialog outlive the session.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keepsWords, sessionEndsAndBegins } from './kept_words.mjs';
import { root, World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page;

before(async () => {
  await world.start();
  await world.center.importCases(join(root, 'assets/demo/cases.csv'));
  world.file([{ text: '排队一小时。', phone: '13800005678' }, { text: '窗口没人。', phone: '13800005679' }, { text: '没留电话。', phone: '' },
    { monitor: '1001', window: '2', unit: 'scjg', text: '十点到十一点，2 号窗口没有人。' }, { monitor: '1002', window: '4', unit: 'rlzy', text: '叫号屏坏了三天，没有人修。' }]);
  page = await world.open();
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
});
after(() => world.stop());

const asked = (path) => page.evaluate((to) => fetch(to).then((one) => one.json()), path);
const rows = () => page.locator('table.rows > tbody > tr[aria-rowindex]');
const link = (name) => page.getByRole('navigation').getByRole('link', { name, exact: true });
async function takeCsv() {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
  return readFileSync(await file.path(), 'utf8').trim().split('\r\n');
}
async function chooseColumn(name) {
  await page.getByRole('button', { name: '显示哪些列' }).click();
  await page.getByRole('dialog').getByText(name, { exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

test('cases are looked up by number, stage and unit; what is chosen is kept and leaves as a file', async () => {
  await link('办件').click();
  await page.getByText('已显示 24 条').waitFor();
  await world.gallery('cases');
  await page.getByLabel('办理环节').selectOption('completed');
  await page.locator('.chip', { hasText: '已办结' }).first().waitFor();
  await page.locator('.chip', { hasText: '审查中' }).waitFor({ state: 'hidden' });
  const done = await rows().count();
  assert.ok(done > 0 && done < 24, String(done));
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('办完的');
  await page.getByRole('dialog').getByRole('button', { name: '存下' }).click();
  await page.getByRole('link', { name: '办完的' }).waitFor();
  await chooseColumn('承诺工作日');
  await chooseColumn('申请人');
  await page.getByRole('columnheader', { name: '承诺工作日' }).waitFor();
  assert.equal(await page.getByRole('columnheader', { name: '申请人' }).count(), 0);
  await page.reload();  // The choice stays on this computer.
  await page.getByRole('columnheader', { name: '承诺工作日' }).waitFor();
  const file = await takeCsv();
  assert.equal(file.length, done + 1);
  assert.match(file[0], /办件编号.*承诺工作日/);
  assert.doesNotMatch(file[0], /申请人/);
  assert.match(file[1], /"已办结"/);
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByLabel('编号开头').fill('420600-2026-1100');
  await page.keyboard.press('Enter');
  await page.getByText('已显示 1 条').waitFor();
  await page.getByLabel('编号开头').fill('999');
  await page.keyboard.press('Enter');
  await page.getByText('没有符合条件的办件。').waitFor();
  await page.getByRole('link', { name: '办完的' }).click();
  await page.getByText(`已显示 ${done} 条`).waitFor();
});

test('calls that are owed are a list of their own, and several are dealt with at once', async () => {
  await link('回访单').click();
  await page.getByText('已显示 2 条').waitFor();  // The third left no number.
  await page.getByLabel('选中列出的全部').check();
  await page.getByText('已选 2 条').waitFor();
  await world.gallery('callbacks');
  await page.getByLabel('批量办理').getByLabel('备注').fill('今天上午打完');
  await page.getByRole('button', { name: '办理', exact: true }).click();
  await page.getByText('2 条已办理').waitFor();
  assert.match((await takeCsv())[0], /没打通次数/);
  await page.getByRole('button', { name: '待满意度回访' }).click();
  await page.getByText('没有要打的电话。').waitFor();
  assert.match(page.url(), /which=closing/);
});

test('kiosks are filtered by what is wrong with them, and that filter is kept', async () => {
  await link('自助机').click();
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await page.getByRole('button', { name: '只看记录有问题的' }).click();
  await page.getByText('没有符合条件的自助机。').waitFor();
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('有问题的');
  await page.getByRole('dialog').getByRole('button', { name: '存下' }).click();
  await page.getByRole('link', { name: '有问题的' }).waitFor();
  await page.getByRole('button', { name: '清除条件' }).click();
  await chooseColumn('时钟');
  assert.equal(await page.getByRole('columnheader', { name: '时钟' }).count(), 0);
  await world.gallery('kiosks-columns');
  assert.doesNotMatch((await takeCsv())[0], /时钟/);
});

test('many points are given to a unit or taken out of use; who is refused is told why', async () => {
  await link('监测点').click();
  await page.getByText('已显示 2 条').waitFor();
  await page.getByRole('button', { name: '查看' }).first().click();
  await page.locator('summary', { hasText: '联系记录' }).click();
  await page.getByLabel('内容').fill('谈了排队的事');
  await world.gallery('points');
  await page.getByRole('button', { name: '收起' }).click();
  await page.getByRole('button', { name: '查看' }).first().click();
  await page.locator('summary', { hasText: '联系记录' }).click();
  assert.equal(await page.getByLabel('内容').inputValue(), '谈了排队的事');  // Folded away and back, not lost.
  await page.getByRole('button', { name: '收起' }).click();
  await page.getByLabel('选中列出的全部').check();
  await page.getByLabel('批量办理').getByLabel('对口单位').selectOption('gajj');
  await page.getByRole('button', { name: '改对口单位' }).click();
  await page.getByText('2 条已办理').waitFor();
  await rows().filter({ hasText: '公安' }).nth(1).waitFor();
  await page.getByLabel('选中列出的全部').check();
  await page.getByRole('button', { name: '停用', exact: true }).click();
  await page.locator('.refused').getByText('现在不能这样办').first().waitFor();  // Monitors still belong to them.
  await world.gallery('points-bulk');
  await page.getByRole('button', { name: '取消选中' }).click();
});

test('a badge is issued as a card to be printed, and a scanner reads from it what was issued', async () => {
  await link('监测点').click();
  await page.getByRole('button', { name: '查看' }).first().click();
  await page.getByRole('button', { name: '发证' }).first().click();
  const card = page.locator('.badge-card');
  await card.waitFor();
  const picture = join(world.folder, 'badge.png');
  await card.screenshot({ path: picture });
  const read = execFileSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8' }).trim();
  assert.match(read, /^SBB1-[0-9A-Z]{32}$/);
  assert.equal(await page.locator('code.secret').textContent(), read);
  await world.gallery('points-badge');
  assert.equal(await world.printed('points-badge'), 1);
  await page.getByRole('button', { name: '已记下' }).click();
  assert.equal(await card.count(), 0);  // It was told once.
});

test('kiosks are given to a point, cases to somebody who keeps an eye on them, many in one request', async () => {
  await link('自助机').click();
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await page.getByLabel('选中列出的全部').check();
  await page.getByLabel('批量办理').getByLabel('监测点').selectOption('jc01');
  assert.equal(await page.getByLabel('为什么吊销').count(), 0);  // For an administrator alone.
  await world.gallery('kiosks-bulk');
  await page.getByRole('button', { name: '交给监测点' }).click();
  await page.getByText('1 条已办理').waitFor();
  await page.getByLabel(/^负责的监测点/).selectOption('jc02');
  await page.getByText('没有符合条件的自助机。').waitFor();
  await page.getByLabel(/^负责的监测点/).selectOption('jc01');
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await page.getByLabel(/^排序/).selectOption('last_seen');
  await page.getByRole('rowheader', { name: 'hall-1' }).waitFor();
  await link('办件').click();
  await page.getByText('已显示 24 条').waitFor();
  for (const row of [0, 1]) await rows().nth(row).getByRole('checkbox').check();
  await world.gallery('cases-bulk');
  const sent = [];
  const note = (request) => { if (request.method() === 'POST') sent.push(new URL(request.url()).pathname); };
  page.on('request', note);
  await page.getByRole('button', { name: '我来盯办' }).click();
  await page.getByText('2 条已办理').waitFor();
  page.off('request', note);
  assert.deepEqual(sent, ['/api/v1/actions']);
  await page.getByRole('button', { name: '只看我盯办的' }).click();
  await page.getByText('已显示 2 条').waitFor();
  assert.match((await takeCsv())[1], /"tang"/);
  await page.getByLabel('选中列出的全部').check();
  await page.getByRole('button', { name: '不再盯办' }).click();
  await page.getByText('没有符合条件的办件。').waitFor();
});

test('what monitors reported is verified, leads to a paper that is read before it has its number, and is closed', async () => {
  await link('监测反映').click();
  await page.getByText('已显示 2 条').waitFor();
  const row = rows().filter({ hasText: '市场监督管理局' });
  await row.getByRole('button', { name: '处理' }).click();
  const details = page.locator('tr.details');
  await details.getByText('2 号窗口没有人').waitFor();
  assert.equal(await details.getByRole('button', { name: '制发文书' }).count(), 0);  // Nothing was found true.
  await details.getByLabel('核实结果').selectOption('true');
  await details.getByRole('textbox').fill('调看排队记录，属实。');
  await world.gallery('issues');
  await details.getByRole('button', { name: '记录核实结果' }).click();
  await details.getByRole('button', { name: '制发文书' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('种类').selectOption({ label: '整改建议书' });
  await dialog.getByLabel('要写进文书的话（可不填）').fill('窗口实行 AB 岗，离岗须有人顶替。');
  await world.context.setOffline(true);
  await dialog.getByRole('button', { name: '先看样稿' }).click();
  await dialog.getByRole('alert').waitFor();
  await world.context.setOffline(false);
  await dialog.getByRole('button', { name: '先看样稿' }).click();
  await dialog.getByText('（样稿，还没有字号）').waitFor();
  await dialog.locator('.paper').getByText('窗口实行 AB 岗').waitFor();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await world.checkAccess(`a draft, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 768, height: 1024 });
  assert.deepEqual(await world.cutOff(), [], 'a draft on a tablet');
  await page.setViewportSize({ width: 1440, height: 960 });
  await world.shot('paper-draft-zh');
  await sessionEndsAndBegins(page, own);  // What was typed is still there, the draft too.
  assert.match(await dialog.getByLabel('要写进文书的话（可不填）').inputValue(), /AB 岗/);
  await dialog.getByRole('button', { name: '制发文书' }).click();
  await page.locator('.paper .no', { hasText: /效改〔\d{4}〕1号/ }).waitFor();
  assert.equal(await world.printed('paper-rectify'), 1);
  await page.goBack();
  await row.getByRole('button', { name: '处理' }).click();
  await details.getByLabel('送达单位').waitFor();  // A 整改建议书 goes to a unit; a bulletin to none.
  await details.getByRole('combobox').first().selectOption('bulletin');
  await details.getByRole('textbox').fill('列入本月通报。');
  await details.getByRole('button', { name: '记录处置' }).click();
  await details.locator('strong', { hasText: '入简报' }).waitFor();
  await details.getByRole('textbox').fill('已整改。');
  await details.getByRole('button', { name: '办结' }).click();
  await row.getByText('办结', { exact: true }).waitFor();
  await page.getByLabel('状态').selectOption('registered');
  await page.getByText('已显示 1 条').waitFor();
  await rows().first().getByRole('checkbox').check();
  await page.getByLabel('批量办理').getByRole('textbox').fill('已派人看过，不属实');
  await world.checkAccess('reports that are marked');
  await page.getByRole('button', { name: '取消选中' }).click();
});

test('the end of a session takes no typed word from any form', async () => {
  const main = page.locator('main');
  const dialog = page.getByRole('dialog');
  await keepsWords(page, { address: world.center.address, password: own }, [
    ['/tickets', main, () => rows().first().getByRole('checkbox').check()],
    ['/tickets/1', main, () => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }))],
    ['/callbacks', main, () => rows().first().getByRole('checkbox').check()],
    ['/cases?unit=scjg', dialog, () => page.getByRole('button', { name: '存下这些条件' }).click()],
    ['/points', dialog, () => page.getByRole('button', { name: '新建监测点' }).click()],
    ['/papers', dialog, () => page.getByRole('button', { name: '起草月度通报' }).click()],
    ['/rules', main, () => page.getByRole('button', { name: '新一版规则' }).click()],
    ['/points', main, async () => {
      await rows().first().getByRole('button', { name: '查看' }).click();
      await page.locator('summary', { hasText: '联系记录' }).click();
    }],
    ['/calendar', main, async () => {
      await page.getByRole('button', { name: '在年历上选日子' }).click();
      await page.locator('button.cell-day.plain').last().click();
    }],
  ]);
  assert.equal(await page.locator('.cell-day.chosen').count(), 1);  // What was chosen there, too.
  await link('监测点').click();
  await page.getByText('已显示 2 条').waitFor();
});

test('a case has a page: what was told, its clock, its cards, its tickets; a ticket is linked to it', async () => {
  const { items: [late] } = await asked('/api/v1/cases?overdue=true');
  await page.goto(`${world.center.address}/tickets`);
  await page.locator('h1').click();
  await page.keyboard.press('/');  // Whatever begins otherwise than a ticket's number is a case's.
  await page.keyboard.type(late.case_no);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: late.case_no }).click();
  await page.getByRole('heading', { name: late.service, level: 1 }).waitFor();
  await page.getByText('没有工单说到这件办件。').waitFor();
  await page.getByText(/已超 \d+ 个工作日/).waitFor();
  await page.getByText('每一天怎样算').click();
  assert.ok(await page.locator('.days li').count() > 3);
  await page.getByText('每一天怎样算').click();
  await world.gallery('case');
  await page.getByRole('button', { name: '我来盯办' }).click();
  await page.getByText(/盯办$/).first().waitFor();
  const { items: [row] } = await asked('/api/v1/tickets');
  await page.goto(`${world.center.address}/tickets/${row.id}`);
  const linked = page.getByRole('region', { name: '相关' });
  await linked.getByRole('button', { name: '关联办件' }).click();
  await linked.getByLabel('办件编号').fill('420600-1999-0001');
  await linked.getByRole('button', { name: '关联办件' }).click();
  await linked.getByRole('alert').getByText('没有报送过').waitFor();
  await linked.getByLabel('办件编号').fill(late.case_no.toLowerCase());
  await linked.getByRole('button', { name: '关联办件' }).click();
  await linked.getByRole('link', { name: late.case_no }).waitFor();
  await world.gallery('ticket-linked');
  await linked.getByRole('link', { name: late.case_no }).click();
  await page.getByRole('link', { name: row.ticket_no }).waitFor();
  await world.gallery('case-linked');
  await page.goto(`${world.center.address}/cases/420600-1999-0001`);
  await page.getByRole('alert').getByText('没有这件办件').waitFor();
});

test('a filter is there before the center has said so, and gone again when it says no', async () => {
  await page.goto(`${world.center.address}/cases?stage=reviewing`);
  await page.getByRole('button', { name: '存下这些条件' }).waitFor();
  let answer;
  await page.route(/\/api\/v1\/views$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await new Promise((then) => { answer = then; });
    return route.fulfill({ status: 503, body: '' });
  });
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('审查中的');
  await page.getByRole('button', { name: '存下', exact: true }).click();
  await page.getByRole('link', { name: '审查中的' }).waitFor();  // While nobody has answered.
  while (!answer) await page.waitForTimeout(50);
  answer();
  await page.getByRole('dialog').getByRole('alert').getByText('服务器正忙').waitFor();
  assert.equal(await page.getByRole('link', { name: '审查中的' }).count(), 0);
  assert.equal(await page.getByLabel('名称').inputValue(), '审查中的');
  await page.unroute(/\/api\/v1\/views$/);
  await page.getByRole('button', { name: '存下', exact: true }).click();
  await page.getByRole('link', { name: '审查中的' }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal((await asked('/api/v1/views')).items.filter((one) => one.name === '审查中的').length, 1);
  world.complaints = world.complaints.filter((one) => !/status of 503/.test(one));  // Brought about here.
});

test('what is typed in a dialog is still there when the session has ended and begun again', async () => {
  await link('监测点').click();
  await page.getByRole('button', { name: '新建监测点' }).click();
  await page.getByRole('dialog').getByLabel('名称（中文）').fill('火车站监测点');
  await page.getByRole('dialog').getByLabel('代码', { exact: true }).fill('jc08');
  await page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    await fetch('/api/v1/session', { method: 'DELETE', headers: { 'x-sunbooth-csrf': csrf } });
  });
  // Either the answer to this says that the session is over, or the stream did already.
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click({ timeout: 2_000 }).catch(() => {});
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  assert.equal(await page.getByRole('dialog').isVisible(), false);  // Nobody may be sitting here.
  await world.checkAccess('session ended over a dialog');
  await page.getByLabel('密码').fill(own);
  await page.getByRole('button', { name: '登录' }).click();
  assert.equal(await page.getByRole('dialog').getByLabel('名称（中文）').inputValue(), '火车站监测点');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByRole('rowheader', { name: /火车站监测点/ }).waitFor();
});

test('what the HTTP layer or a gateway refuses is told in the words of the page', async () => {
  const words = { 408: '没有在限定时间内答复', 413: '内容太大', 414: '条件太长', 415: '版本太旧', 429: '7 秒后再试', 431: '条件太长', 500: '服务器出错', 502: '网关', 503: '服务器正忙', 504: '网关' };
  for (const [status, said] of Object.entries(words)) {
    // As the HTTP layer answers: no problem document, now and then a number of seconds.
    await page.route(/\/api\/v1\/cases/, (route) => route.fulfill({ status: Number(status), headers: { 'retry-after': '7' }, body: '' }));
    await page.goto(`${world.center.address}/cases?overdue=true`);
    await page.getByRole('alert').getByText(said).waitFor();
    await page.unroute(/\/api\/v1\/cases/);
  }
  await page.getByRole('button', { name: 'English' }).click();
  assert.deepEqual(await world.foreignWords(), []);
  await page.getByRole('button', { name: '重试' }).or(page.getByRole('button', { name: 'Try again' })).click();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '中文' }).click();
});

test('accounts, the registry and the journal are lists like the others: filters, orders, columns, files', async () => {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await world.signIn('root', await world.center.account('root', '--role', 'administrator', '--display', '管理员'), own);
  await world.center.account('qian', '--role', 'handler', '--unit', 'scjg', '--display', '钱');
  await keepsWords(page, { address: world.center.address, password: own }, [
    ['/accounts', page.getByRole('dialog'), () => page.getByRole('button', { name: '新建账号' }).click()],
    ['/registry?kind=unit', page.getByRole('dialog'), () => page.getByRole('button', { name: '新建' }).click()],
    ['/me', page.locator('main'), async () => {
      await page.getByLabel('现在的密码').fill(own);
      await page.getByRole('button', { name: '开始设置' }).click();
      await page.getByLabel(/验证器现在显示/).waitFor();
    }],
  ]);
  await page.goto(`${world.center.address}/accounts`);
  await page.getByText('已显示 4 条').waitFor();  // Also the one that the center was made with.
  await page.getByLabel(/^角色/).selectOption('handler');
  await page.getByText('已显示 1 条').waitFor();
  await page.getByRole('button', { name: '存下这些条件' }).click();
  await page.getByLabel('名称').fill('承办人员');
  await page.getByRole('dialog').getByRole('button', { name: '存下' }).click();
  await page.getByRole('link', { name: '承办人员' }).waitFor();
  await chooseColumn('密码设于');
  const people = await takeCsv();
  assert.equal(people.length, 2);
  assert.match(people[0], /密码设于/);
  assert.match(people[1], /"承办人"/);
  await rows().first().click();  // Anywhere on the row.
  await page.getByRole('dialog').getByText('钱 · qian').waitFor();
  await page.keyboard.press('Escape');
  await page.goto(`${world.center.address}/registry?kind=window`);
  await rows().nth(5).waitFor();
  const before = await rows().count();
  await page.getByLabel(/^单位/).selectOption('scjg');
  await page.waitForFunction((count) => document.querySelectorAll('table.rows > tbody > tr[aria-rowindex]').length < count, before);
  const few = await rows().count();
  assert.ok(few > 0 && few < before, String(few));
  await page.getByLabel(/^排序/).selectOption('last');
  assert.equal((await takeCsv()).length, few + 1);
  await rows().first().getByRole('checkbox').check();
  await world.gallery('registry-bulk');
  await page.getByLabel('批量办理').getByLabel('单位').selectOption('gajj');
  await page.getByRole('button', { name: '改到这个单位' }).click();
  await page.getByText('1 条已办理').waitFor();
  await page.goto(`${world.center.address}/kiosks`);
  await rows().first().getByRole('checkbox').check();
  await page.getByLabel('为什么吊销').fill('机器已报废');
  await page.getByRole('button', { name: '办理', exact: true }).click();
  await page.getByText('1 条已办理').waitFor();
  await rows().first().getByText('已吊销').waitFor();
  await page.goto(`${world.center.address}/journal`);
  await rows().first().waitFor();
  await page.getByLabel(/^做了什么/).selectOption('registry_changed');
  await page.getByText('已显示 3 条').waitFor();  // Two points got another unit before, and the window here.
  await page.getByRole('cell', { name: '修改登记', exact: true }).first().waitFor();
  await page.getByLabel('何人').fill('nobody');
  await page.keyboard.press('Enter');
  await page.getByText('没有符合条件的记录。').waitFor();
  assert.match(page.url(), /by=nobody/);
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  // What the HTTP layer refuses is brought about here.
  assert.deepEqual(world.complaints.filter((one) => !/status of (408|41[345]|42\d|431|50\d)/.test(one)), []);
});
