// SPDX-License-Identifier: Apache-2.0
// Warnings and cards: what came weeks late from a kiosk without a network earns a red card by itself;
// the unit answers it, a supervisor takes it back, and whoever was slower is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page;

before(async () => {
  await world.start();
  world.file([{ text: '刚刚的事。' }]);
  world.fileEarlier(60, [{ text: '等了两个月没人管。' }]);
  world.file([]);
  page = await world.open();
});
after(() => world.stop());

async function sitDown(name, role, ...more) {
  await world.signIn(name, await world.center.account(name, '--role', role, '--display', name, ...more), own);
}
async function leave() {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
}

/** The clocks are judged when the center starts, and every few minutes. */
async function judge() {
  await world.center.stop();
  await world.serve();
}
async function cardsAre(count) {
  for (let i = 0; i < 50; i++) {
    await page.goto(`${world.center.address}/cards`);
    await page.getByText(/已显示 \d+ 条/).waitFor();
    await page.locator('[role="status"][aria-label]').waitFor({ state: 'hidden' });
    if (await page.locator('tbody tr').count() === count) return;
  }
  assert.fail(`not ${count} cards`);
}

test('what nobody verified in time is the center\'s own red card', async () => {
  await judge();
  await sitDown('tang', 'supervisor');
  await cardsAre(1);
  await page.getByText('红牌').last().waitFor();
  await page.getByRole('cell', { name: /^投诉中心/ }).waitFor();
  await page.getByRole('button', { name: '处理', exact: true }).click();
  await page.getByText('按规则自动发出').waitFor();
  await world.shot('cards-zh');
  await world.gallery('cards');
  await page.goto(`${world.center.address}/board`);
  const cell = page.getByRole('row', { name: /^投诉中心/ }).getByRole('button', { name: '投诉中心：红牌 1' });
  await page.getByRole('button', { name: /1\s*红黄牌待答复/ }).waitFor();
  // The fresh complaint's clock has earned nothing yet: the board says what comes, and when.
  await page.locator('.coming').getByRole('link', { name: /^TS/ }).first().waitFor();
  await cell.click();
  assert.match(page.url(), /level=red/);
  await page.getByRole('heading', { name: /投诉中心 · 红牌/ }).waitFor();
  assert.equal(await page.locator('.card.flush').last().locator('tbody tr').count(), 1);
  await world.gallery('board');
  await world.shot('board-zh');
  await page.getByRole('button', { name: '处理', exact: true }).click();
  await page.locator('tbody').getByRole('link', { name: /^TS/ }).click();
  await page.getByText('等了两个月没人管。').waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText('承办单位').waitFor();
  await leave();
});

test('the unit that has it now answers the card of its own clock', async () => {
  await judge();
  await sitDown('qian', 'handler', '--unit', 'scjg');
  await cardsAre(1);
  await page.getByText('等处理的').waitFor();
  await page.getByRole('button', { name: '处理', exact: true }).click();
  assert.equal(await page.getByRole('button', { name: '摘牌' }).count(), 0);
  // What a red card asks of the unit: a written self-criticism, in its own name.
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: '制发文书' }).click();
  assert.deepEqual(await dialog.getByLabel('种类').locator('option').allTextContents(), ['书面检查']);
  await dialog.getByLabel('正文').fill('本窗口未安排替岗，致使投诉两个月无人处理。已调整排班，主要负责人作检查。');
  await world.checkAccess('a self-criticism is written');
  await dialog.getByRole('button', { name: '制发文书' }).click();
  await page.locator('.paper .issuer', { hasText: '市场监督管理局' }).waitFor();
  await page.locator('.paper .addressee', { hasText: '中心' }).waitFor();
  assert.equal(await world.printed('paper-self-criticism'), 1);
  await world.shot('paper-self-criticism-zh');
  await page.goBack();
  await page.getByRole('button', { name: '处理', exact: true }).click();
  await page.getByLabel('说明（必填，长期留存）').fill('自助机断网两个月，今天才收到，已当日办理。');
  await page.getByRole('button', { name: '提交答复' }).click();
  await page.getByRole('cell', { name: '单位已答复', exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: '处理', exact: true }).count(), 0);
  await leave();
});

test('a supervisor takes it back, and whoever was slower is told without losing a word', async () => {
  await sitDown('feng', 'supervisor');
  await cardsAre(2);
  const other = await world.context.newPage();
  await other.goto(`${world.center.address}/cards`);
  await other.getByRole('button', { name: '处理', exact: true }).first().click();
  await other.getByLabel('说明（必填，长期留存）').fill('维持原牌');
  await page.getByRole('button', { name: '处理', exact: true }).first().click();
  await page.getByText('自助机断网两个月').waitFor();
  await page.getByLabel('说明（必填，长期留存）').fill('非单位原因');
  await page.getByRole('button', { name: '摘牌' }).click();
  await page.getByRole('button', { name: '处理', exact: true }).nth(1).waitFor({ state: 'hidden' });
  await other.getByRole('button', { name: '维持' }).click();
  await other.getByText('别人刚处理过').waitFor();
  await other.locator('.overtaken .theirs').getByText('非单位原因').waitFor();  // Both versions, side by side.
  await other.locator('.overtaken .yours').getByText('维持原牌').waitFor();
  await other.close();
  // What is left is dealt with from the list itself, with words that count for all that is marked.
  await cardsAre(1);
  await page.locator('tbody').getByRole('checkbox').check();
  await page.getByLabel('批量办理').getByRole('combobox').selectOption({ label: '维持' });
  await page.getByLabel('批量办理').getByRole('textbox').fill('属实，予以维持');
  await world.gallery('cards-bulk');
  await page.getByRole('button', { name: '办理', exact: true }).click();
  await page.getByText('1 条已办理').waitFor();
  await page.getByText('没有符合条件').waitFor();
  assert.deepEqual(world.complaints, []);
});
