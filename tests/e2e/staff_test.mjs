// SPDX-License-Identifier: Apache-2.0
// A monitor at a terminal without a network, and a citizen who calls for a person: through the real
// programs over real TLS on loopback.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';
import { goHome } from './main_job.mjs';
import { Office } from './office.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const program = join(bin, 'sunbooth-kiosk');
const own = 'a password of my own';
let folder, center, config, kiosk, badge, pin, number, adminPassword, supervisor;

async function until(what, ask, seconds = 30) {
  for (let i = 0; i < seconds * 4; i++) {
    const got = await ask();
    if (got) return got;
    await new Promise((done) => setTimeout(done, 250));
  }
  assert.fail(`${what} did not come in time`);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-staff-'));
  config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  adminPassword = await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  badge = /SBB1-[0-9A-F]{32}/.exec(await center.verb('badge', '--folder', center.folder, '--monitor', '1001'))[0];
  await center.serve();
  pin = /: (\d{6})/.exec(await center.verb('pin', '--folder', center.folder, '--monitor', '1002'))[1];
  const code = await center.enrolCode('hall-1', config);
  center.tell(config);
  execFileSync(program, ['--config', config, '--enrol', code], { stdio: 'pipe' });
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait online 30');
});

after(async () => {
  supervisor?.close();
  await kiosk?.quit();
  await center?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('E0-E7: with the center down a badge signs in, and a report is logged in a few presses', async () => {
  await center.stop();
  assert.equal((await kiosk.say(`badge ${badge}`)).page, 'staff_home');
  const since = Date.now();
  for (const id of ['staff_home.log', 'issue_kind.kind.problem', 'shell.continue', 'issue_window.window.3',
    'shell.continue', 'issue_severity.severity.serious', 'shell.continue', 'issue_aspect.aspect.manner',
    'issue_aspect.when.today', 'shell.continue', 'issue_text.phrase.1', 'shell.continue']) {
    await kiosk.tap(id);
  }
  assert.ok(JSON.stringify(await kiosk.tree()).includes('窗口没人'));
  await kiosk.tap('issue_check.submit');
  await kiosk.say('wait page=issue_done 30');
  assert.ok(Date.now() - since < 45_000);
  const { state } = await kiosk.say('state');
  number = state.receipt.code;
  assert.equal(state.receipt.delivered, false);
});

test('E8: its number, kind, day and state are seen without the network, its words are not', async () => {
  await kiosk.tap('issue_done.home');
  await kiosk.tap('staff_home.records');
  const row = await until('the row', async () =>
    (await kiosk.tree()).nodes.find((node) => node.id === 'staff_records.row.1'));
  assert.ok(JSON.stringify(row).includes(number));
  assert.ok(!JSON.stringify(await kiosk.tree()).includes('窗口没人'));
  await kiosk.tap('shell.back');
});

test('E9: after two minutes it is locked, and a citizen who touches it finds nothing of the monitor', async () => {
  await kiosk.say('advance 120000');
  const tree = await kiosk.tree();
  assert.equal(tree.page, 'staff_lock');
  assert.ok(!JSON.stringify(tree).includes('1001'));
  await kiosk.say(`badge ${badge}`);
  assert.equal((await kiosk.tree()).page, 'staff_home');
  await kiosk.tap('staff_home.lock');
  await kiosk.tap('shell.home');
  assert.equal((await kiosk.tree()).page, 'attract');
  const { state } = await kiosk.say('state');
  assert.equal(state.receipt, undefined);
});

test('the report reaches the center once, when the network is back, and has a life there', async () => {
  await center.serve();
  center.tell(config);
  await kiosk.quit();
  kiosk = new Kiosk(program, ['--config', config]);
  await kiosk.say('wait hall 30');
  await kiosk.say('wait delivered 60');
  const admin = new Office(center.address, center.ca);
  await admin.signIn('admin', adminPassword, own);
  admin.close();
  supervisor = new Office(center.address, center.ca);
  await supervisor.signIn('tang', await center.account('tang', '--role', 'supervisor', '--display', '唐敏'), own);
  const { items } = await supervisor.ask('GET', '/api/v1/issues');
  assert.equal(items.length, 1);
  assert.equal(items[0].severity, 'serious');
  assert.equal(items[0].point, 'jc01');
  const whole = await supervisor.ask('GET', `/api/v1/issues/${items[0].id}`);
  assert.equal(whole.text, '窗口没人');
  const verified = await supervisor.ask('POST', `/api/v1/issues/${items[0].id}/actions`,
    { action: 'verify', expected_version: 1, finding: 'true', words: '看过了' });
  assert.equal(verified.state, 'verified');
  assert.equal((await supervisor.tickets()).length, 0);
});

test('E0 A2: code and PIN sign in while the center answers, and the list then knows how it stands', async () => {
  await goHome(kiosk);
  await kiosk.say('wait online 60');
  await kiosk.tap('home.staff');
  await kiosk.tap('staff_sign_in.pin');
  await kiosk.type('1002');
  await kiosk.tap('shell.continue');
  await kiosk.type('000000');
  await kiosk.tap('shell.continue');
  await kiosk.say('wait page=staff_pin 30');
  await kiosk.type(pin);
  await kiosk.tap('shell.continue');
  await kiosk.say('wait page=staff_home 30');
  await kiosk.tap('shell.exit');
  await kiosk.say(`badge ${badge}`);
  await kiosk.tap('staff_home.records');
  const row = await until('the state', async () =>
    (await kiosk.tree()).nodes.find((node) => /已核实/.test(JSON.stringify(node))));
  assert.ok(row);
  await kiosk.tap('shell.exit');
});

test('X4: where no console is open nothing is promised; where one is, it rings and somebody comes', async () => {
  await goHome(kiosk);
  await kiosk.tap('shell.call');
  await until('the window', async () => /叫不到人/.test(JSON.stringify(await kiosk.tree())));
  await kiosk.tap('shell.back');
  assert.deepEqual((await supervisor.ask('GET', '/api/v1/calls')).items, []);
  await kiosk.tap('shell.call');
  const [call] = await until('the call', async () => {
    const { items } = await supervisor.ask('GET', '/api/v1/calls');
    return items.length > 0 && items;
  });
  assert.equal(call.kiosk, 'hall-1');
  assert.equal(call.state, 'ringing');
  await supervisor.ask('POST', '/api/v1/calls/hall-1/acknowledgement');
  await kiosk.say('advance 3000');
  await until('somebody', async () => /正在过来/.test(JSON.stringify(await kiosk.tree())));
  await kiosk.tap('shell.back');
});
