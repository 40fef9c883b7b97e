// SPDX-License-Identifier: Apache-2.0
// The real kiosk without a finger: by a keypad, a plugged keyboard and a scanner.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Booth } from './booth.mjs';
import { candidates, draw, writeByHand } from './finger.mjs';
import { goHome } from './main_job.mjs';

const booth = new Booth();
// Of no list of words: it is read only where the hall's feed brought it.
const oddUnit = '红柿子驿站督导组';
const oddInitials = 'hszyzddz';
let kiosk;

before(async () => {
  // No voice: the ring follows what is read aloud, and here every step of it is counted. F13 and F14.
  kiosk = await booth.open('\n[speech]\nenabled = false\n\n[keypad]\ndown = 104\nselect = 105\n',
    (hall) => hall.units.push({ code: 'hszy', name: { zh: oddUnit, en: 'Persimmon', ug: 'خۇرما' } }));
});
after(() => booth.close());

const key = (name) => booth.key(name);
const press = (id, by) => booth.press(id, by);
const write = (words) => booth.write(words);
const page = async () => (await booth.state()).page;
const receipt = async () => (await booth.state()).receipt;

/** By finger to the page of a complaint's words. */
async function toItsWords() {
  for (const id of ['home.complaint', 'shell.continue', 'complaint_topic.topic.absent', 'shell.continue',
    'complaint_window.window.3', 'shell.continue', 'complaint_day.day.today', 'shell.continue']) {
    await kiosk.tap(id);
  }
}

beforeEach(() => goHome(kiosk));

test('a complaint by the keypad alone, its words from the on-screen keys', async () => {
  await press('home.complaint');
  await press('shell.continue');
  await press('complaint_topic.topic.absent');
  await press('shell.continue');
  await press('complaint_window.window.3');
  await press('shell.continue');
  await press('complaint_day.day.today');
  await press('shell.continue', 'tab');
  await press('complaint_text.field');           // Select on a field goes to its keys.
  await press('keyboard.hanzi', 'right');        // Common characters, for who cannot write by finger.
  assert.equal((await key('down')).focus, 'keyboard.我');  // The one below the tab.
  assert.equal((await key('right')).focus, 'keyboard.你');
  await key('select');
  await key('down');
  assert.equal((await key('down')).focus, 'keyboard.时');  // Up and Down go by rows.
  await key('right');
  assert.equal((await key('right')).focus, 'keyboard.等');
  await key('select');
  await press('shell.continue', 'tab');
  await press('complaint_reply.none');
  await press('shell.continue', 'tab');
  assert.equal(await page(), 'complaint_check');
  const said = await kiosk.node('complaint_check.text.value');
  assert.equal(said.value, '你等');
  await press('complaint_check.submit', 'tab');
  await kiosk.say('wait page=receipt 15');
  assert.match((await receipt()).code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await press('receipt.done', 'tab');
  assert.equal(await page(), 'attract');
});

test('a keypad with codes of its own works by its configuration', async () => {
  let focus = '';
  while (focus !== 'home.rating') focus = (await key('usb:104')).focus;
  await key('usb:105');
  assert.equal(await page(), 'rating_window');
});

test('a plugged keyboard writes into the field, rubs out, and Return goes on', async () => {
  await press('home.case');
  await press('case_start.number');
  await write('420600-2026-1100-00019');
  await key('backspace');
  assert.equal((await kiosk.node('case_number.field')).value, '420600-2026-1100-0001');
  await key('return');
  assert.equal(await page(), 'case_secret');
  await write('002X');
  await key('return');
  await kiosk.say('wait page=case_result 15');
  await key('escape');
  assert.equal(await page(), 'case_number');
});

test('prose takes blanks and lines, and Escape leaves a page without losing them', async () => {
  await press('home.complaint');
  await press('shell.continue');
  await press('complaint_topic.topic.absent');
  await press('shell.continue');
  await press('complaint_window.window.3');
  await press('shell.continue');
  await press('complaint_day.day.today');
  await press('shell.continue');
  await write('no one');
  await key('return');
  await write('at 3');
  assert.equal((await kiosk.node('complaint_text.field')).value, 'no one\nat 3');
  await key('back');
  assert.equal(await page(), 'complaint_day');
  await press('shell.continue');
  assert.equal((await kiosk.node('complaint_text.field')).value, 'no one\nat 3');
});

test('the digits of a keypad write letters, and nine keys their sounds', async () => {
  await press('home.complaint');
  await press('shell.continue');
  await press('complaint_topic.topic.absent');
  await press('shell.continue');
  await press('complaint_window.window.3');
  await press('shell.continue');
  await press('complaint_day.day.today');
  await press('shell.continue');
  await kiosk.say('tap keyboard.tab.latin');
  for (const usage of [92, 90, 91, 98]) await key(`usb:${usage}`);  // 4 2 3 0 of the keypad.
  assert.equal((await kiosk.node('complaint_text.field')).value, 'gad ');
  await key('7');  // The digit of a keyboard's row is a digit.
  assert.equal((await kiosk.node('complaint_text.field')).value, 'gad 7');
  await kiosk.say('tap keyboard.tab.uyghur');
  await key('usb:90');
  assert.equal((await kiosk.node('complaint_text.field')).value, 'gad 7ا');
  await kiosk.say('tap keyboard.tab.nine');
  for (const digit of '248264568634736') await key(`usb:${88 + Number(digit)}`);
  assert.equal((await kiosk.node('complaint_text.field')).value, 'gad 7ا窗口没人');  // Not chosen yet.
  await kiosk.say('tap keyboard.candidate.1');
  const offered = await kiosk.node('keyboard.candidate.1');
  assert.ok(offered, 'what comes behind is offered');
});

test('the leave dialog keeps the keys inside, and Escape is its safe answer', async () => {
  await press('home.rating');
  await press('rating_window.window.3');
  await press('shell.exit');
  assert.equal((await kiosk.say('key tab')).focus, 'leave.end');
  await key('escape');
  assert.equal(await page(), 'rating_window');
  await kiosk.node('shell.exit');
});

test('a key answers the idle warning and is swallowed', async () => {
  await press('home.case');
  await press('case_start.number');
  await write('42');
  await kiosk.say('advance 181000');  // Twice 90 s for who came by keys (P2).
  await kiosk.node('idle.stay');
  await key('7');
  assert.equal(await page(), 'case_number');
  assert.equal((await kiosk.node('case_number.field')).value, '42');
});

test('rubbish from a scanner is refused in words, and nothing is lost', async () => {
  await kiosk.tap('home.case');
  await kiosk.tap('case_start.number');
  await write('420600');
  await kiosk.say('scan https://example.test/?x=%%%');
  assert.equal((await kiosk.node('case_number.field')).value, '420600');
  assert.match((await kiosk.node('shell.error')).name, /认不出/);
});

test('a touch puts the ring away', async () => {
  const { focus } = await key('down');
  assert.notEqual(focus, '');
  await kiosk.tap('home.rating');
  const { nodes } = await kiosk.tree();
  assert.ok(!nodes.some((node) => node.focused));
});

test('a tap on "end and clear" of the idle warning ends the visit', async () => {
  await kiosk.tap('home.case');
  await kiosk.tap('case_start.number');
  await kiosk.say('advance 91000');
  await kiosk.tap('idle.end');
  assert.equal(await page(), 'attract');
});

test('the QR of a receipt is scanned on attract and answered', async () => {
  await kiosk.tap('home.rating');
  await kiosk.tap('rating_window.window.3');
  await kiosk.tap('shell.continue');
  await kiosk.tap('rating_level.level.5');
  await kiosk.say('wait page=receipt 15');
  const { qr, code } = await receipt();
  await goHome(kiosk);
  await kiosk.tap('shell.exit');
  assert.equal(await page(), 'attract');
  await kiosk.say(`scan ${qr}`);
  await kiosk.say('wait page=receipt 15');
  assert.equal((await receipt()).code, code);
});

test('a scanned case number fills the field of the case page and writes nothing else', async () => {
  await kiosk.tap('home.case');
  await kiosk.tap('case_start.number');
  await kiosk.say('scan 420600-2026-1100-0001');
  assert.equal(await page(), 'case_secret');
  assert.equal((await kiosk.node('case_secret.field')).value, undefined);
});

/** From the page of its words, which are checked, to the center. */
async function fileIt(words) {
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_reply.none');
  await kiosk.tap('shell.continue');
  assert.equal((await kiosk.node('complaint_check.text.value')).value, words);
  await kiosk.tap('complaint_check.submit');
  await kiosk.say('wait page=receipt 15');
  await kiosk.say('wait delivered 15');
}

test('a complaint is written with a finger and delivered', async () => {
  await toItsWords();
  await writeByHand(kiosk, '窗口没人');
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人');
  await fileIt('窗口没人');
});

test('a complaint is typed in pinyin, on the glass and on a plugged keyboard', async () => {
  await toItsWords();
  await kiosk.tap('keyboard.tab.pinyin');
  for (const letter of 'chuangkoumeiren') await kiosk.tap(`keyboard.${letter}`);
  assert.equal((await kiosk.node('complaint_text.field')).value, 'chuang kou mei ren');
  await kiosk.tap('keyboard.candidate.1');
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人');
  await write('taidubuhao ');
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人态度不好');
  await kiosk.tap('keyboard.tab.nine');
  for (const digit of '248264568') await kiosk.tap(`keyboard.${digit}`);
  const offered = await candidates(kiosk);
  const word = offered.find((node) => node.value === '窗口');
  assert.ok(word, offered.map((node) => node.value).join(' '));
  await kiosk.tap(word.id);
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人态度不好窗口');
  await kiosk.tap('keyboard.clear');
  await kiosk.tap('keyboard.undo');
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人态度不好窗口');
  await kiosk.tap('keyboard.undo');
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人态度不好');
});

test('nine keys and Continue: what stood in the field is filed, and the center has it', async () => {
  await toItsWords();
  await kiosk.tap('keyboard.tab.nine');
  for (const digit of '248264568634736') await kiosk.tap(`keyboard.${digit}`);
  assert.equal((await kiosk.node('complaint_text.field')).value, '窗口没人');
  await fileIt('窗口没人');
});

test('a name that only this hall has came with its feed, and is offered for its initials', async () => {
  await toItsWords();
  await kiosk.tap('keyboard.tab.pinyin');
  for (const letter of oddInitials) await kiosk.tap(`keyboard.${letter}`);
  const offered = (await candidates(kiosk)).map((node) => node.value);
  assert.ok(offered.includes(oddUnit), offered.join(' '));
});

test('a stroke is taken back, ink is cleared, and other keys write what was begun', async () => {
  await toItsWords();
  assert.equal((await candidates(kiosk)).length, 0);
  await draw(kiosk, '人');
  const whole = (await candidates(kiosk)).map((node) => node.value);
  assert.ok(whole.length >= 10);
  await kiosk.tap('keyboard.undo');
  const half = (await candidates(kiosk)).map((node) => node.value);
  assert.notDeepEqual(half, whole);
  await kiosk.tap('keyboard.more');
  assert.notDeepEqual((await candidates(kiosk)).map((node) => node.value), half);
  await kiosk.tap('keyboard.clear_ink');
  assert.equal((await candidates(kiosk)).length, 0);
  await draw(kiosk, '口');
  const [best] = await candidates(kiosk);
  await kiosk.tap('keyboard.tab.numbers');
  assert.equal((await kiosk.node('complaint_text.field')).value, best.value);
  await kiosk.tap('keyboard.tab.hand');
  assert.equal((await candidates(kiosk)).length, 0);
  await assert.rejects(kiosk.say('stroke 1,2 x'), /points/);
});
