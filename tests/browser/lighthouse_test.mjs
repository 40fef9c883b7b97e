// SPDX-License-Identifier: Apache-2.0
// Lighthouse judges the main pages, with SUNBOOTH_LIGHTHOUSE=all every one: accessibility is a gate here, speed is
// measured by `./dev bench console`. Each page takes ten seconds and more, and all of them are held to the same rules by axe.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Lighthouse } from './lighthouse.mjs';
import { root, World } from './world.mjs';

const least = 95;
const all = process.env.SUNBOOTH_LIGHTHOUSE === 'all';
const world = new World();
const lighthouse = new Lighthouse();

before(async () => {
  await world.start();
  await world.center.importCases(join(root, 'assets/demo/cases.csv'));
  world.file([{ text: '排队一小时。', phone: '13800005678' }, { text: '没留电话。', phone: '' }]);
  await lighthouse.open(world);
});
after(async () => {
  await lighthouse.close();
  await world.stop();
});

async function judge(path) {
  const { scores, lost, address } = await lighthouse.judge(`${world.center.address}${path}`, ['accessibility']);
  assert.equal(new URL(address).pathname, path, 'the page itself was judged, not another');
  assert.ok(scores.accessibility >= least, `${path}: ${scores.accessibility}, because of ${lost.join(', ')}`);
}

test('the page that everybody meets first', () => judge('/sign-in'));

async function sitDown(name, role) {
  await world.signIn(name, await world.center.account(name, '--role', role, '--display', name), 'a password of my own');
}

test('the pages of a day, as somebody who is signed in sees them', async () => {
  await sitDown('tang', 'supervisor');
  const { items: [one] } = await world.page.evaluate(() => fetch('/api/v1/cases?limit=1').then((answer) => answer.json()));
  const main = ['/today', '/tickets/1', '/calls', '/board', '/pictures'];
  const others = ['/tickets', '/cases', '/cards', '/calendar', '/registry', '/callbacks', `/cases/${one.case_no}`, '/samples', '/notices', '/papers', '/issues', '/points', '/ratings', '/kiosks', '/rules', '/me', '/password'];
  for (const path of all ? [...main, ...others] : main) await judge(path);
});

test('the pages of who keeps accounts', async () => {
  await world.page.getByRole('button', { name: '退出' }).click();
  await sitDown('root', 'administrator');
  for (const path of ['/accounts', ...(all ? ['/journal', '/parked'] : [])]) await judge(path);
});
