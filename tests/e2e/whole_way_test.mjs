// SPDX-License-Identifier: Apache-2.0
// One record, all the way, through the real programs over real TLS on loopback.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';
import { complain, goHome, lookUpCase, lookUpReceipt, rate, words } from './main_job.mjs';
import { findsInMemory, noSearch } from './memory.mjs';
import { Office } from './office.mjs';
import { qrOfSlip } from './paper.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const program = join(bin, 'sunbooth-kiosk');
const reply = '经核实，窗口当时缺岗，已整改。感谢您的监督。';

let folder, center, config, kiosk, adminPassword, first;

function enrol(code) {
  execFileSync(program, ['--config', config, '--enrol', code], { stdio: 'pipe' });
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-e2e-'));
  config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  adminPassword = await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  await center.serve();
  // As in a real hall: cases come in and kiosks are enrolled while the center runs.
  assert.match(await center.importCases(join(root, 'assets/demo/cases.csv')), /cases added/);
  const code = await center.enrolCode('hall-1', config);
  center.tell(config);
  appendFileSync(config, '\n[printer]\nfolder = "slips"\n');
  enrol(code);
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
});

after(async () => {
  await kiosk?.quit();
  await center?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a case is found by number and last four, and not by a wrong proof', async () => {
  await goHome(kiosk);
  assert.match(await lookUpCase(kiosk, folder), /食品经营许可/);
});

test('cases that come in while the center runs are found at the kiosk at once', async () => {
  const [header, first] = readFileSync(join(root, 'assets/demo/cases.csv'), 'utf8').split('\n');
  const file = join(folder, 'tonight.csv');
  writeFileSync(file, `${header}\n${first.replace(/,reviewing,|,received,|,accepted,|,supplement,|,decided,/, ',completed,')}\n`);
  await goHome(kiosk);
  const before = await lookUpCase(kiosk, folder);
  assert.equal(await center.importCases(file), '0 cases added, 1 updated, 0 errors\n');
  await goHome(kiosk);
  assert.notEqual(await lookUpCase(kiosk, folder), before);
});

test('with the center down a complaint is receipted at once and says that it is not sent', async () => {
  await center.stop();
  await goHome(kiosk);
  first = await complain(kiosk, folder);
  assert.match(first.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.equal(first.delivered, false);
  await kiosk.shot(join(folder, 'receipt.png'));
});

test('an independent reader reads the QR code off the screen', () => {
  const read = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'receipt.png')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  assert.equal(read, first.qr);
});

test('the receipt is printed, and an independent reader reads the same code off the paper', async () => {
  await kiosk.tap('paper.print');
  await kiosk.say('wait printed 20');
  assert.match((await kiosk.node('paper.standing')).name, /取走/);
  assert.equal(qrOfSlip(join(folder, 'slips', 'slip-1.escpos'), join(folder, 'slip.pgm')), first.qr);
});

test('while the center is down something falls due, and a monitor owes a report', async () => {
  const [header, first] = readFileSync(join(root, 'assets/demo/cases.csv'), 'utf8').split('\n');
  const cells = first.split(',');
  const put = (name, value) => { cells[header.split(',').indexOf(name)] = value; };
  for (const [name, value] of [['case_no', 'LATE-0001'], ['unit', 'scjg'], ['stage', 'reviewing'],
    ['accepted_on', '2025-03-03'], ['due_on', ''], ['promised_wd', '5'], ['statutory_wd', '20']]) put(name, value);
  const file = join(folder, 'late.csv');
  writeFileSync(file, `${header}\n${cells.join(',')}\n`);
  assert.match(await center.importCases(file), /^1 cases added/);
  // As if the morning had come by then: at night a reminder waits for it, a red card does not.
  execFileSync('sqlite3', [join(center.folder, 'center.db'), 'UPDATE reminder SET send_at_ms = made_at_ms']);
});

test('without paper no page offers any, and home says so before anything is begun', async () => {
  writeFileSync(join(folder, 'slips', 'printer.state'), 'out\n');
  await kiosk.say('wait paper=out 20');
  const { nodes } = await kiosk.tree();
  assert.equal(nodes.some((node) => node.id === 'paper.print'), false);
  await kiosk.tap('shell.home');
  assert.match((await kiosk.node('home.paper')).name, /用完/);
  rmSync(join(folder, 'slips', 'printer.state'));
  await kiosk.say('wait paper=ready 20');
});

test('the kiosk is killed before it could send, and the center has the record once all the same', async () => {
  await kiosk.kill();
  await center.serve();
  center.tell(config);
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 60');
  await kiosk.say('wait delivered 60');
  const office = new Office(center.address, center.ca);
  await office.signIn('admin', adminPassword, 'a password of my own');
  const { items: [{ health }] } = await office.ask('GET', '/api/v1/kiosks');
  assert.ok(health.disk_free_mb > 0 && health.memory_free_mb > 0, 'the terminal told of itself with its first contact');
  assert.deepEqual([health.unsent, health.accepting], [0, true]);
  const tickets = await office.tickets();
  assert.equal(tickets.length, 1);
  const ticket = await office.ticket(tickets[0].id);
  assert.equal(ticket.text, words);
  assert.equal(ticket.original_verified, true);
  assert.equal(ticket.masked_contact, '138****5678');
  assert.equal(ticket.state, 'registered');
  office.close();
});

test('what is late leaves the running center as lines, each recipient once', async () => {
  const spool = join(center.folder, 'notices');
  const lines = () => (existsSync(spool) ? readdirSync(spool) : []).flatMap((name) =>
    readFileSync(join(spool, name), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));
  const late = () => lines().filter(({ about, level }) => about === 'LATE-0001' && level === 'red');
  const owing = () => lines().filter(({ to, what }) => to === 'monitor' && what === 'report_missing');
  for (let tries = 0; tries < 120 && (late().length < 2 || owing().length === 0); ++tries) {
    await new Promise((done) => setTimeout(done, 250));
  }
  assert.deepEqual(late().map(({ to, unit }) => `${to} ${unit}`).sort(), ['center scjg', 'unit_leader scjg']);
  for (const { text, text_en: english, language } of late()) {
    assert.match(text, /^红牌：LATE-0001 的办结期限/);
    assert.match(english, /^Red card: LATE-0001/);
    assert.equal(language, 'zh-CN');
  }
  assert.match(owing()[0].text, /尚未收到您的监测报告/);
  assert.equal(new Set(owing().map(({ reminder }) => reminder)).size, owing().length);
});

test('OpenSSL verifies the receipt with the key that the center enrolled', async () => {
  const hex = execFileSync('sqlite3', ['-readonly', join(center.folder, 'center.db'),
    "SELECT hex(public_key) FROM kiosk WHERE name = 'hall-1'"], { encoding: 'utf8' }).trim();
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const [, payload, signature] = first.qr.split('.').map((part) => Buffer.from(part, 'base64url'));
  assert.equal(verify(null, payload, key, signature), true);
  payload[5] ^= 1;
  assert.equal(verify(null, payload, key, signature), false);
  assert.match(await center.verb('verify', 'receipt', first.qr, '--folder', center.folder), /signature is good/);
});

test('callback, acceptance and reply are recorded, and the citizen reads the reply at the kiosk', async () => {
  const office = new Office(center.address, center.ca);
  office.csrf = (await office.ask('POST', '/api/v1/session',
    { account: 'admin', password: 'a password of my own' })).csrf;
  const [row] = await office.tickets();
  let ticket = await office.ticket(row.id);
  ticket = await office.act(ticket, 'callback', { outcome: 'verified', note: '本人确认' });
  assert.equal(ticket.state, 'verified');
  ticket = await office.act(ticket, 'accept');
  const stale = { ...ticket };
  ticket = await office.act(ticket, 'reply', { text: reply });
  assert.equal(ticket.state, 'replied');
  const late = await office.call('POST', `/api/v1/tickets/${ticket.id}/actions`,
    { action: 'reply', expected_version: stale.version, text: 'x' });
  assert.equal(late.status, 409);
  assert.equal((await office.ask('POST', `/api/v1/tickets/${ticket.id}/contact`, { reason: '回访' })).phone, '13800005678');

  await goHome(kiosk);
  const seen = await lookUpReceipt(kiosk, first.code);
  assert.equal(seen.state, 'replied');
  assert.equal(seen.reply, reply);

  // The citizen is not satisfied: asked about once, then sent back with a date of its own.
  await kiosk.tap('receipt.wish.rework');
  await kiosk.tap('wish.stay');
  await kiosk.tap('receipt.wish.rework');
  await kiosk.tap('wish.do');
  await kiosk.say('wait page=receipt 15');
  assert.match((await kiosk.node('receipt.standing')).name, /重办/);
  ticket = await office.ticket(row.id);
  assert.equal(ticket.state, 'accepted');
  assert.deepEqual([ticket.events.at(-1).type, ticket.events.at(-1).by], ['sent_back', '(citizen)']);
  assert.match(ticket.events.at(-1).at.half, /^[ap]m$/);
  ticket = await office.act(ticket, 'reply', { text: `${reply}并已道歉。` });
  assert.equal((ticket.allowed).includes('rework'), false);
  office.close();
});

test('a rating is receipted and delivered, and its code is known afterwards', async () => {
  await goHome(kiosk);
  const rating = await rate(kiosk);
  await kiosk.say('wait delivered 30');
  await goHome(kiosk);
  const seen = await lookUpReceipt(kiosk, rating.code);
  assert.equal(seen.queued, false);
});

test('an idle visit is warned and then wiped, from the whole memory of the program', { skip: noSearch }, async () => {
  const typed = '窗没材等很费时说';
  await goHome(kiosk);
  await kiosk.tap('home.complaint');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_topic.topic.absent');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_window.window.3');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_day.day.today');
  await kiosk.tap('shell.continue');
  await kiosk.tap('keyboard.hanzi');
  for (const character of typed) await kiosk.tap(`keyboard.${character}`);  // Never one line of words.
  const words = [Buffer.from(typed, 'utf8').subarray(6, 18), Buffer.from(typed, 'utf16le').subarray(4, 12)];
  assert.ok(findsInMemory(kiosk.process.pid, words[0]) > 0, 'the search is blind');
  await kiosk.say('advance 91000');
  await kiosk.node('idle.stay');
  await kiosk.say('advance 31000');
  const { page } = (await kiosk.say('state')).state;
  assert.equal(page, 'attract');
  for (const form of words) assert.equal(findsInMemory(kiosk.process.pid, form), 0);
});

test('an idle kiosk draws nothing', async () => {
  const { frames } = await kiosk.say('frames');
  await new Promise((done) => setTimeout(done, 3000));
  assert.equal((await kiosk.say('frames')).frames, frames);
});

test('bad requests are refused with typed problems, and nothing is stored', async () => {
  const office = new Office(center.address, center.ca);
  const unsigned = await office.call('POST', '/kiosk/v1/records', { records: [] });
  assert.equal(unsigned.status, 401);
  assert.match(unsigned.headers['content-type'], /problem\+json/);
  assert.equal((await office.call('GET', '/api/v1/tickets')).status, 401);
  assert.equal((await office.call('GET', '/nowhere/at/all.txt')).status, 404);
  const health = await office.ask('GET', '/healthz');
  assert.equal(health.ok, true);
  assert.match((await office.call('GET', '/metrics')).body, /sunbooth_records_stored 2/);
  office.close();
});

test('every chain holds, and a restored center asks the kiosks for what it lost', async () => {
  assert.match(await center.verb('verify', 'chain', '--folder', center.folder), /every link holds/);
  const backup = (await center.verb('backup', '--folder', center.folder)).trim();
  await assert.rejects(center.verb('restore', '--folder', center.folder, '--from', backup), /stop it first/);
  await goHome(kiosk);
  const lost = await complain(kiosk, null, { text: '', phone: '' });
  await kiosk.say('wait delivered 30');
  await kiosk.quit();
  await center.stop();
  await assert.rejects(center.verb('restore', '--folder', center.folder, '--from', backup), /--force/);
  await center.verb('restore', '--folder', center.folder, '--from', backup, '--force');
  await center.serve();
  center.tell(config);
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 60');
  const office = new Office(center.address, center.ca);
  office.csrf = (await office.ask('POST', '/api/v1/session',
    { account: 'admin', password: 'a password of my own' })).csrf;
  let tickets = [];
  for (let tries = 0; tries < 40 && tickets.length < 2; ++tries) {
    tickets = await office.tickets();
    if (tickets.length < 2) await new Promise((done) => setTimeout(done, 500));
  }
  office.close();
  assert.equal(tickets.length, 2);
  await goHome(kiosk);
  assert.equal((await lookUpReceipt(kiosk, lost.code)).queued, false);
});
