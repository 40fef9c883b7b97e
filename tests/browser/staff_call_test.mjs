// SPDX-License-Identifier: Apache-2.0
// A citizen at a terminal asks for a person: the console rings, also in a hidden tab and after minutes without a
// touch; somebody says that they come, and the terminal tells it. Where nobody could hear, the terminal says so.
// The kiosk, the center and the page are the real ones.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as rest } from 'node:timers/promises';
import { Kiosk } from '../e2e/kiosk.mjs';
import { goHome } from '../e2e/main_job.mjs';
import { bin, World } from './world.mjs';

const own = 'a password of my own';
const world = new World();
let page, kiosk;

/** Two tones are a ring; only a context that runs is heard. */
function countRings() {
  window.rings = 0;
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function counted(...words) {
    if (this.context.state === 'running') window.rings += 0.5;
    return start.apply(this, words);
  };
}
/** As a browser that lets nothing sound before somebody presses. Chromium's own policy does not hold where a test drives it. */
function forbidSound() {
  let pressed = false;
  window.addEventListener('click', () => { pressed = true; }, { capture: true });
  const Sound = window.AudioContext;
  window.AudioContext = class extends Sound {
    get state() { return pressed ? super.state : 'suspended'; }
    resume() { return pressed ? super.resume() : new Promise(() => {}); }
  };
}
/** The tab goes behind another, or comes back. */
const hide = (hidden) => page.evaluate((state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden ? 'hidden' : 'visible');
const rings = () => page.evaluate(() => window.rings);
/** By this process's clock: the page's may be a fake one. */
async function until(what, is) {
  for (let i = 0; i < 240; i++) {
    if (await is()) return;
    await rest(250);
  }
  assert.fail(`never: ${what}`);
}
/** Another page of the same session, in which nobody has pressed anything. */
async function freshPage(...scripts) {
  await page.close();
  page = world.page = await world.context.newPage();
  page.on('pageerror', (error) => world.complaints.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !/net::ERR_/.test(message.text())) world.complaints.push(message.text()); });
  for (const script of scripts) await page.addInitScript(script);
}
async function open() {
  await page.goto(world.center.address);
  await page.getByRole('heading', { name: '今天' }).waitFor();
}
async function callPerson() {
  await goHome(kiosk);
  await kiosk.tap('shell.help');
  await kiosk.tap('help.call');
  return standing('正在联系工作人员');
}

before(async () => {
  await world.start();
  execFileSync(join(bin, 'sunbooth-kiosk'), ['--config', world.config, '--enrol', world.code], { stdio: 'pipe' });
  kiosk = new Kiosk(join(bin, 'sunbooth-kiosk'), ['--config', world.config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
  page = await world.open();
  await world.signIn('chen', await world.center.account('chen', '--role', 'intake', '--display', '陈'), own);
});
after(async () => {
  await kiosk?.quit();
  await world.stop();
});

/** What the terminal says of it, once it says something else than `before`. */
async function standing(before = '') {
  for (let i = 0; i < 240; i++) {
    const { name } = await kiosk.node('call_staff.heading');
    if (name !== before) return name;
    await rest(250);
  }
  return assert.fail(`the terminal still says: ${before}`);
}

test('a call rings in a hidden tab and after six minutes without a touch, and asks nothing meanwhile', async () => {
  await freshPage(countRings);
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => { asked += /\/api\/v1\/calls$/.test(request.url()) ? 1 : 0; });
  await open();
  await hide(true);
  const before = asked;
  assert.match(await callPerson(), /已通知工作人员/);
  await until('a ring in a hidden tab', async () => await rings() > 0);
  await until('words in the tab', async () => /自助机叫人/.test(await page.title()));
  await page.getByRole('alert').getByText('有自助机叫工作人员').waitFor();
  const name = await page.evaluate(() => document.title);
  await until('the page’s own name in turn', async () => await page.title() !== name);
  assert.equal(asked, before, 'a citizen’s call keeps no session alive');
  await hide(false);
  await page.getByRole('alert').filter({ hasText: 'hall-1 有人叫工作人员' }).waitFor();
  await kiosk.tap('shell.back');
  await until('the tab is quiet', async () => !/自助机叫人/.test(await page.title()) && await page.locator('.staff-calls').count() === 0);

  await page.clock.fastForward('06:00');  // In sight, but nobody has touched anything.
  const [rung, quiet] = [await rings(), asked];
  assert.match(await callPerson(), /已通知工作人员/);
  await until('a ring after six minutes', async () => await rings() > rung);
  await page.getByRole('alert').getByText('有自助机叫工作人员').waitFor();
  await world.checkAccess('a call that nobody has looked at');
  await world.shot('staff-call-away-zh');
  assert.equal(asked, quiet);
  await page.keyboard.press('Shift');
  await page.getByRole('button', { name: '我去' }).waitFor();
  await kiosk.tap('shell.back');
});

test('where the browser forbids sound the page says so, and a terminal is promised nobody who could not hear', async () => {
  await freshPage(countRings, forbidSound);
  await open();
  const off = page.getByText('声音没有打开');
  await off.waitFor();
  await world.checkAccess('sound is off');
  await world.shot('staff-call-silent-zh');
  await hide(true);
  // The center misses a page at a heartbeat, and trusts for 30 s more that somebody is there (fleet/call_board.h: kWatchTime).
  await until('the terminal is promised nobody', async () => {
    if (/叫不到人/.test(await callPerson())) return true;
    await kiosk.tap('shell.back');
    await rest(2_000);
    return false;
  });
  await kiosk.tap('shell.back');
  await hide(false);
  await page.getByRole('button', { name: '点这里打开' }).click();
  await off.waitFor({ state: 'hidden' });
  await until('the ring that was pressed for', async () => await rings() > 0);
  const rung = await rings();
  await hide(true);
  assert.match(await callPerson(), /已通知工作人员/);  // A hidden page that can sound is one that hears.
  await until('a ring', async () => await rings() > rung);
  await kiosk.tap('shell.back');
});

// The last one: who was told that somebody comes is told so for as long as the call is kept.
test('a terminal that asks for a person rings at the console, and is told who comes', async () => {
  await freshPage(countRings);
  await open();
  const waits = await callPerson();
  const call = page.getByRole('alert').filter({ hasText: '有人叫工作人员' });
  await call.waitFor();
  await until('a ring', async () => await rings() > 0);
  await world.gallery('staff-call');
  await page.getByRole('button', { name: '我去' }).click();
  await page.getByRole('alert').filter({ hasText: /正在过去/ }).waitFor();
  assert.notEqual(await standing(waits), waits);
  const rung = await rings();
  await page.waitForTimeout(16_000);  // Past the time after which it would ring again.
  assert.equal(await rings(), rung);
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
