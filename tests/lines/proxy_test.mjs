// SPDX-License-Identifier: Apache-2.0
// R-12: the real terminal's link and the real center over a line that cuts, stalls, drips and
// corrupts. SUNBOOTH_LINES: seconds of bad line (8). SUNBOOTH_SEED: which faults; it is printed.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../crash/malformed.mjs';
import { FaultProxy, kinds } from './proxy.mjs';
import { Terminal } from './terminal.mjs';
import { bin, faultsOf, filer, inNumbers, makeCenter, scratch, within } from './town.mjs';

const seconds = Number(process.env.SUNBOOTH_LINES ?? 8);
const seed = Number(process.env.SUNBOOTH_SEED ?? randomInt(1, 2 ** 31));
const kConnections = 20;  // So many at least: a line that spoils few of them is followed by another one.
const kDelivered = 120;  // Seconds after healing; the longest pause of so short a bad time is half of it.

/** Terminals file over a bad line, which then heals. @returns what came of it */
async function badLine(t, { program, mutant, terminals = 4, bad = seconds, patience = kDelivered, dice = seeded(seed) }) {
  const place = scratch();
  t.after(place.remove);
  const center = await makeCenter(program, join(place.folder, 'center'));
  if (mutant) process.env.SUNBOOTH_MUTANT = mutant;
  await center.serve();
  delete process.env.SUNBOOTH_MUTANT;
  const proxy = new FaultProxy(dice, Number(new URL(center.address).port), { stallMax: bad > 30 ? 40_000 : 2500 });
  await proxy.listen();
  proxy.bad = false;
  const kiosks = Array.from({ length: terminals }, (_, i) => new Terminal(filer, `hall-${i + 1}`, join(place.folder, `hall-${i + 1}`)));
  try {
    for (const kiosk of kiosks) {
      await kiosk.meet(center, proxy.port);
      await kiosk.enrol();
    }
    proxy.heal();
    proxy.bad = true;
    for (const kiosk of kiosks) kiosk.start(Math.ceil(bad * 8), 110);
    await pause(bad * 1000);
    proxy.heal();
    const statuses = await within(patience, Promise.all(kiosks.map((kiosk) => kiosk.exited)), 'all is delivered').catch((late) => [late.message]);
    const met = { ...proxy.met };
    const saved = kiosks.flatMap((kiosk) => kiosk.saved);
    for (const kiosk of kiosks) kiosk.process.kill('SIGKILL');
    await center.stop();
    const faults = faultsOf(center.folder, saved);
    for (const status of statuses) if (status !== 0) faults.push(`a terminal ended so: ${status}`);
    return { faults, saved, met, connections: proxy.connections, center };
  } finally {
    for (const kiosk of kiosks) kiosk.process?.kill('SIGKILL');
    center.process.kill('SIGKILL');
    await proxy.close();
  }
}

test('R-12 proxy: over a line that cuts, stalls, drips and corrupts everything arrives exactly once', async (t) => {
  const dice = seeded(seed);
  const met = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  let [connections, confirmed] = [0, 0];
  const wide = () => connections >= kConnections && kinds.filter((kind) => met[kind] > 0).length >= 7;
  for (let line = 0; line < 8 && !wide(); line += 1) {
    const one = await badLine(t, { dice });
    assert.deepEqual(one.faults, [], inNumbers(one.faults));
    assert.match(await one.center.verb('verify', 'chain', '--folder', one.center.folder), /every link holds/);
    connections += one.connections;
    confirmed += one.saved.length;
    for (const kind of kinds) met[kind] += one.met[kind] ?? 0;
  }
  t.diagnostic(`R-12 proxy seed ${seed}: ${connections} connections, ${kinds.filter((kind) => kind !== 'clean').map((kind) => `${met[kind]} ${kind}`).join(', ')}; ${confirmed} confirmed, ${inNumbers([])}`);
  assert.ok(wide(), `only ${JSON.stringify(met)}`);
});

test('R-12 proxy: a center that forgets what it stored is caught', async (t) => {
  const mutant = 'intake.no_dedupe';
  const { faults } = await badLine(t, { program: join(bin, 'center_twin'), mutant, bad: 3, patience: 30 });
  t.diagnostic(`R-12 proxy mutant ${mutant}: ${faults.length} faults, first ${faults[0]}`);
  assert.ok(faults.some((fault) => /the center raised|in the center [2-9] times/.test(fault)), `${faults}`);
});
