// SPDX-License-Identifier: Apache-2.0
// The real kiosk read aloud: by headset, by the marked corner, and worked by a keypad while it speaks.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { Booth } from './booth.mjs';
import { goHome } from './main_job.mjs';
import { findsInMemory, noSearch } from './memory.mjs';

const booth = new Booth();
let kiosk;

before(async () => { kiosk = await booth.open(); });
after(() => booth.close());

const key = (name) => booth.key(name);
const press = (id, by) => booth.press(id, by);
const write = (words) => booth.write(words);
const page = async () => (await booth.state()).page;

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

/** Whether a picture (PNG, 8 bits) shows nothing but black. */
function isDark(file) {
  const png = readFileSync(file);
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const stride = 1 + width * channels;
  assert.equal(rows.length, stride * height);
  // A row of black is nothing but noughts under every filter; an alpha channel would be the exception.
  assert.equal(channels, 3);
  for (let y = 0; y < height; ++y) {
    for (let x = 1; x < stride; ++x) if (rows[y * stride + x] !== 0) return false;
  }
  return true;
}

test('S20: a dark screen comes back under a finger, however long it rests, and the touch presses nothing', async () => {
  const picture = join(booth.folder, 'dark.png');
  await kiosk.tap('home.complaint');
  await kiosk.say('jack in');
  await kiosk.shot(picture);
  assert.equal(isDark(picture), false, 'the judge is blind');
  const [x, y, w, h] = (await kiosk.node('shell.continue')).rect;
  const middle = `${Math.round(x + w / 2)},${Math.round(y + h / 2)}`;
  for (const rest of [0, 4000]) {
    await key('blank');
    await kiosk.shot(picture);
    assert.equal(isDark(picture), true);
    await kiosk.say(`hold ${middle} ${rest}`);
    await kiosk.shot(picture);
    assert.equal(isDark(picture), false);
    assert.equal(await page(), 'complaint_start', 'a finger on the dark pressed a button');
  }
  await kiosk.say(`hold ${middle} 0`);
  assert.equal(await page(), 'complaint_topic');
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
  await kiosk.tap('complaint_day.day.today');
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
