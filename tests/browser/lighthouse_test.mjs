// SPDX-License-Identifier: Apache-2.0
// Lighthouse judges what each desk opens first: accessibility is a gate here, speed is measured by
// `./dev bench console`.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Lighthouse } from './lighthouse.mjs';
import { root, World } from './world.mjs';

const least = 95;
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

test('the pages of a day, as somebody who is signed in sees them', async () => {
  await world.signIn('tang', await world.center.account('tang', '--role', 'supervisor', '--display', '唐敏'), 'a password of my own');
  for (const path of ['/today', '/tickets', '/cases']) await judge(path);
});
