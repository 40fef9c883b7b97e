// SPDX-License-Identifier: Apache-2.0
// The real kiosk read aloud: by headset, by the marked corner, and worked by a keypad while it speaks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';
import { goHome } from './main_job.mjs';
import { findsInMemory, noSearch } from './memory.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const program = join(bin, 'sunbooth-kiosk');

let folder, center, kiosk;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-aloud-'));
  const config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  await center.importCases(join(root, 'assets/demo/cases.csv'));
  const code = await center.enrolCode('hall-1', config);
  await center.serve();
  center.tell(config);
  execFileSync(program, ['--config', config, '--enrol', code], { stdio: 'pipe' });
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
});

after(async () => {
  await kiosk?.quit();
  await center?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const key = (name) => kiosk.say(`key ${name}`);
const page = async () => (await kiosk.say('state')).state.page;
const write = async (words) => { for (const one of words) await key(one === ' ' ? 'space' : one); };

/** Walks on with one key until the ring stands round the element, and presses it. */
async function press(id, by = 'down') {
  for (let steps = 0; steps < 120; ++steps) {
    const { focus } = await key(by);
    if (focus === id) return key('select');
  }
  throw new Error(`${id} cannot be reached by ${by} on ${await page()}`);
}

beforeEach(() => goHome(kiosk));

test('the headset starts speech in its ear alone; pulled out, all is silent and covered', async () => {
  await press('home.case');
  await press('case_start.number');
  await write('420600');
  await kiosk.say('jack in');
  const said = (await kiosk.say('speech')).speech;
  const first = said.find((one) => one.channel === 'private');
  assert.match(first.text, /^语音已打开/);
  assert.equal(first.lang, 'zh-CN');
  assert.ok(said.every((one) => one.channel === 'private' || !one.text.includes('420600')));
  await kiosk.say('jack out');
  const { length } = (await kiosk.say('speech')).speech;
  assert.match((await kiosk.node('case_number.field')).value, /^•+$/);
  await key('down');
  assert.equal((await kiosk.say('speech')).speech.length, length);
  await kiosk.say('advance 15100');
  await kiosk.tap('idle.stay');
  assert.equal((await kiosk.node('case_number.field')).value, '420600');
});

test('the marked corner, held for three seconds, starts speech, and a rest of two does not', async () => {
  await kiosk.say('hold 20,1900 2000');
  assert.equal((await kiosk.say('speech')).speech.length, 0);
  await kiosk.say('hold 20,1900 3200');
  const [first] = (await kiosk.say('speech')).speech;
  assert.match(first.text, /^语音已打开/);
  assert.equal(first.channel, 'public');
  await assert.rejects(kiosk.say('hold 20 3'), /point/);
  await assert.rejects(kiosk.say('jack sideways'), /in or out/);
});

test('the idle clock stands while the page is read; then a key answers its warning and is swallowed', async () => {
  await press('home.case');
  await press('case_start.number');
  await write('42');
  // Twice as long for who came by keys: they listen, and the clock stands while they are spoken to.
  for (let tries = 0; tries < 60 && !(await kiosk.has('idle.stay')); ++tries) {
    await setTimeout(500);
    await kiosk.say('advance 183000');
  }
  await kiosk.node('idle.stay');
  await key('7');
  assert.equal(await page(), 'case_number');
  assert.equal((await kiosk.node('case_number.field')).value, '42');
});

test('after a complaint was filed by ear and the screen cleared, its words are nowhere in memory', { skip: noSearch }, async () => {
  const words = '窗没材等很费时说';
  const phone = '13874625091';
  await kiosk.say('jack in');  // What is typed is read into the ear.
  await kiosk.tap('home.complaint');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_topic.topic.absent');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_window.window.3');
  await kiosk.tap('shell.continue');
  await kiosk.tap('keyboard.hanzi');
  for (const character of words) await kiosk.tap(`keyboard.${character}`);  // Never one line of words.
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_reply.call');
  await kiosk.tap('shell.continue');
  await write(phone);
  await kiosk.tap('shell.continue');
  const forms = [Buffer.from(words, 'utf8').subarray(3, 21), Buffer.from(words, 'utf16le').subarray(2, 14),
    Buffer.from(phone)];
  assert.ok(findsInMemory(kiosk.process.pid, forms[0]) > 0, 'the search is blind');
  assert.ok(findsInMemory(kiosk.process.pid, forms[2]) > 0, 'the search is blind');
  await kiosk.tap('complaint_check.submit');
  await kiosk.say('wait page=receipt 15');
  await kiosk.say('wait delivered 15');
  await kiosk.tap('receipt.done');
  for (const form of forms) assert.equal(findsInMemory(kiosk.process.pid, form), 0);
});
