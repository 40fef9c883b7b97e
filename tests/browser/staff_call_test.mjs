// SPDX-License-Identifier: Apache-2.0
// A citizen at a terminal asks for a person: the console rings, somebody says that they come, and the
// terminal tells it. The kiosk, the center and the page are the real ones.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Kiosk } from '../e2e/kiosk.mjs';
import { goHome } from '../e2e/main_job.mjs';
import { bin, World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page, kiosk;

before(async () => {
  await world.start();
  execFileSync(join(bin, 'sunbooth-kiosk'), ['--config', world.config, '--enrol', world.code], { stdio: 'pipe' });
  kiosk = new Kiosk(join(bin, 'sunbooth-kiosk'), ['--config', world.config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
  page = await world.open();
  // The browser's own sound, counted.
  await page.addInitScript(() => {
    const Sound = window.AudioContext;
    window.rings = 0;
    window.AudioContext = class extends Sound {
      constructor(...words) {
        super(...words);
        window.rings += 1;
      }
    };
  });
  await world.signIn('chen', await world.center.account('chen', '--role', 'intake', '--display', '陈'), own);
});
after(async () => {
  await kiosk?.quit();
  await world.stop();
});

/** What the terminal says of it, once it says something else than `before`. */
async function standing(before = '') {
  for (let i = 0; i < 60; i++) {
    const { name } = await kiosk.node('call_staff.standing');
    if (name !== before) return name;
    await page.waitForTimeout(250);
  }
  return assert.fail(`the terminal still says: ${before}`);
}

test('a terminal that asks for a person rings at the console, and is told who comes', async () => {
  await goHome(kiosk);
  await kiosk.tap('shell.help');
  await kiosk.tap('help.call');
  const waits = await standing();
  const call = page.getByRole('alert').filter({ hasText: '有人叫工作人员' });
  await call.waitFor();
  await page.waitForFunction(() => window.rings > 0);
  await world.gallery('staff-call');
  await page.getByRole('button', { name: '我去' }).click();
  await page.getByRole('alert').filter({ hasText: /正在过去/ }).waitFor();
  assert.notEqual(await standing(waits), waits);
  const rung = await page.evaluate(() => window.rings);
  await page.waitForTimeout(16_000);  // Past the time after which it would ring again.
  assert.equal(await page.evaluate(() => window.rings), rung);
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
