// SPDX-License-Identifier: Apache-2.0
// R-8 on real processes: a terminal's queue is damaged while it is off; it is set aside, what can be
// read goes on as records, and its files reach the center sealed, piece by piece, through a cut line, a
// killed terminal and a restarted center: once, byte for byte.
import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../crash/malformed.mjs';
import { FaultProxy } from './proxy.mjs';
import { Terminal } from './terminal.mjs';
import { bin, filer, makeCenter, rowsOf, scratch } from './town.mjs';

const kPiece = 32 * 1024;
const kPatience = 60;  // Seconds for some 20 pieces over a line that is cut at first.
const kUnsent = 60;    // Forms that wait: a queue of several pieces, and more than its log can hold.

const filesAside = (kiosk) => readdirSync(kiosk.data).filter((name) => name.startsWith('quarantine-'));
const quarantinesOf = (folder) => rowsOf(folder, 'SELECT id, kiosk, file, size, have FROM quarantine ORDER BY id')
  .map((line) => line.split('|')).map(([id, kiosk, file, size, have]) => ({ id, kiosk, file, size: Number(size), have: Number(have) }));

/** Every fourth page of the queue is overwritten, and the record that the log holds last. */
function damage(kiosk) {
  for (const name of ['outbox.db', 'outbox.db-wal']) {
    const file = openSync(join(kiosk.data, name), 'r+');
    const { size } = fstatSync(file);
    for (let at = 4096 * 6 + 512; at < size; at += 4096 * 4) writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, at);
    closeSync(file);
  }
}

async function until(seconds, ready, what) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) if (ready()) return true;
  return what === undefined ? false : assert.fail(`${what}: not within ${seconds} s`);
}

/** A terminal with a queue that waits, damaged while it is off. */
async function damagedTerminal(t, program) {
  const place = scratch();
  t.after(place.remove);
  const center = await makeCenter(undefined, join(place.folder, 'center'));
  await center.serve();
  const proxy = new FaultProxy(seeded(7), center.port, { stallMax: 500 });
  await proxy.listen();
  proxy.bad = false;
  const kiosk = new Terminal(program, 'hall-7', join(place.folder, 'hall-7'));
  t.after(async () => {
    kiosk.process?.kill('SIGKILL');
    center.process.kill('SIGKILL');
    await proxy.close();
  });
  await kiosk.meet(center, proxy.port);
  await kiosk.enrol();
  kiosk.aim(1);  // Nobody listens there: what is filed waits.
  kiosk.start(0, 0);
  await until(kPatience, () => kiosk.saved.length > kUnsent, 'a queue is filled');
  await kiosk.kill();
  damage(kiosk);
  kiosk.aim(proxy.port);
  return { center, proxy, kiosk, place };
}

const isWhole = (center) => {
  const files = quarantinesOf(center.folder);
  return files.length > 0 && files.every((file) => file.have === file.size);
};

/** One sentence for each broken promise. */
async function faultsOf({ center, kiosk, place }) {
  const faults = [];
  const list = quarantinesOf(center.folder);
  for (const name of filesAside(kiosk)) {
    const wanted = readFileSync(join(kiosk.data, name));
    if (wanted.length === 0) continue;
    const kept = list.filter((one) => one.file === name && one.kiosk === 'hall-7');
    if (kept.length !== 1) { faults.push(`${name} is at the center ${kept.length} times`); continue; }
    const to = join(place.folder, `out-${name}`);
    await center.verb('quarantine', '--folder', center.folder, '--id', kept[0].id, '--to', to);
    if (!readFileSync(to).equals(wanted)) faults.push(`${name} differs: ${kept[0].have} of ${wanted.length} bytes`);
    const pieces = rowsOf(center.folder, `SELECT count(*) FROM quarantine_piece WHERE quarantine = ${kept[0].id}`);
    if (Number(pieces[0]) !== Math.ceil(wanted.length / kPiece)) faults.push(`${name} came in ${pieces[0]} pieces`);
    const alarms = rowsOf(center.folder, `SELECT count(*) FROM alarm WHERE kind = 'set_aside' AND kiosk = 'hall-7' AND detail LIKE '${name}:%'`);
    if (alarms[0] !== '1') faults.push(`${alarms[0]} alarms for ${name}`);
  }
  return faults;
}

/** One is erased by command, while the center serves: told in the journal, and not taken again. */
async function erasesOne({ center, kiosk, place }) {
  await center.serve();
  await center.verb('quarantine', '--folder', center.folder, '--id', '1', '--erase');
  assert.match(await center.verb('quarantine', '--folder', center.folder), /^1 .*, erased on \d{4}-/m);
  await assert.rejects(center.verb('quarantine', '--folder', center.folder, '--id', '1', '--to', join(place.folder, 'gone')), /erased on/);
  kiosk.start(0, 2000);
  await pause(1500);  // Time enough to send a piece, if it were asked for.
  await kiosk.kill();
  await center.stop();
  assert.deepEqual(rowsOf(center.folder, 'SELECT count(*) FROM quarantine_piece WHERE quarantine = 1'), ['0']);
  const told = rowsOf(center.folder, "SELECT what FROM journal WHERE what LIKE 'quarantine%' ORDER BY n");
  assert.deepEqual([told.filter((what) => what === 'quarantine_erased').length, told.at(0)], [1, 'quarantine_taken']);
}

test('R-8 quarantine: a damaged queue reaches the center whole, sealed and once', async (t) => {
  const world = await damagedTerminal(t, filer);
  const { center, proxy, kiosk } = world;
  proxy.bad = true;
  kiosk.start(0, 2000);
  await until(kPatience, () => quarantinesOf(center.folder).some((one) => one.have > 0), 'the first piece');
  await kiosk.kill();
  await center.stop();
  await center.serve();
  kiosk.start(0, 2000);
  await pause(2000);
  proxy.heal();
  await until(kPatience, () => isWhole(center), 'the whole file');
  await pause(1500);  // Time enough for one piece too many.
  await kiosk.kill();
  await center.stop();
  assert.deepEqual(await faultsOf(world), []);
  assert.match(await center.verb('quarantine', '--folder', center.folder), /hall-7 {2}quarantine-\d+.*, kept until \d{4}-/);
  const aside = filesAside(kiosk);
  const bytes = aside.reduce((sum, name) => sum + readFileSync(join(kiosk.data, name)).length, 0);
  assert.ok(bytes > 4 * kPiece, `${bytes} bytes are no test of pieces`);
  for (const name of readdirSync(center.folder).filter((one) => /^center\.db/.test(one))) {
    assert.ok(!readFileSync(join(center.folder, name)).subarray(100).includes('SQLite format 3'), `${name} holds a queue in clear`);
  }
  const ids = new Set(rowsOf(center.folder, 'SELECT lower(hex(record_id)) FROM submission'));
  const arrived = kiosk.saved.filter(({ id }) => ids.has(id)).length;
  assert.ok(arrived > kiosk.saved.length / 2, `only ${arrived} of ${kiosk.saved.length} records were read from the damage`);
  await erasesOne(world);
  t.diagnostic(`R-8 real terminal: ${aside.length} damaged files of ${bytes} bytes set aside, through a bad line, a killed terminal and a restarted center: each at the center once and byte for byte; ${arrived} of ${kiosk.saved.length} records read from the damage`);
});

test('R-8 quarantine: a terminal that sends one piece alone is caught', async (t) => {
  const world = await damagedTerminal(t, join(bin, 'filer_twin'));
  const { center, kiosk } = world;
  kiosk.start(0, 2000, { SUNBOOTH_MUTANT: 'client.aside_after_one_piece' });
  await until(kPatience, () => quarantinesOf(center.folder).length > 0, 'the first piece');
  await until(5, () => isWhole(center));
  await kiosk.kill();
  await center.stop();
  const faults = await faultsOf(world);
  t.diagnostic(`R-8 real terminal, mutant client.aside_after_one_piece: ${faults.length} faults, first ${faults[0]}`);
  assert.ok(faults.some((fault) => /differs/.test(fault)), `${faults}`);
});
