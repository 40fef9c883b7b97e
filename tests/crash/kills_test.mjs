// SPDX-License-Identifier: Apache-2.0
// kill -9 of both sides, a thousand times: four terminals without a screen (tests/lines/filer.cpp)
// file without pause, each is killed again and again while it saves, sends or starts, and so is the
// center. What a terminal confirmed is in the center exactly once.
// SUNBOOTH_KILLS_OF_BOTH: how many (1,000). SUNBOOTH_SEED: the plan of kills; it is printed.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Terminal } from '../lines/terminal.mjs';
import { bin, faultsOf, filer, inNumbers, makeCenter, scratch, within } from '../lines/town.mjs';
import { seeded } from './malformed.mjs';

const kills = Number(process.env.SUNBOOTH_KILLS_OF_BOTH ?? 1000);
const seed = Number(process.env.SUNBOOTH_SEED ?? randomInt(1, 2 ** 31));
const kPauseMs = 8;  // Between two forms at one terminal: some ten thousand forms in all.
const kTerminals = 4;
/** So many kills at least fall upon the center, which is slower to come back than four terminals are. */
const floorOf = (count) => Math.ceil(count / 16);

/** Waits until it has confirmed something since its start, or 300 ms. */
async function working(kiosk) {
  const before = kiosk.saved.length;
  for (let waited = 0; waited < 300 && kiosk.saved.length === before; waited += 5) await pause(5);
}

async function killTerminal(kiosk, random) {
  if (random(0, 3) > 0) await working(kiosk);
  await pause(random(0, 30));
  await kiosk.kill();
  kiosk.start(0, kPauseMs);
}

/** @returns how often it was killed */
async function killCenter(center, random) {
  let killed = 1;
  await pause(random(0, 150));
  center.process.kill('SIGKILL');
  await center.exited;
  if (random(0, 4) === 0) {  // Once more, on its way up.
    const started = center.serve().catch(() => {});
    await pause(random(0, 60));
    center.process.kill('SIGKILL');
    await Promise.all([started, center.exited]);
    killed += 1;
  }
  await center.serve();
  return killed;
}

/** @param onlyCenter the terminals live @returns what came of so many kills */
async function killBoth(t, count, program, onlyCenter = false) {
  const place = scratch();
  const center = await makeCenter(program, join(place.folder, 'center'));
  const kiosks = Array.from({ length: kTerminals }, (_, i) => new Terminal(filer, `hall-${i + 1}`, join(place.folder, `hall-${i + 1}`)));
  t.after(async () => {
    for (const kiosk of kiosks) kiosk.process?.kill('SIGKILL');
    center.process.kill('SIGKILL');
    await center.exited;
    place.remove();
  });
  await center.serve();
  for (const kiosk of kiosks) {
    await kiosk.meet(center, center.port);
    await kiosk.enrol();
    kiosk.start(0, kPauseMs);
  }
  let left = count;
  let ofCenter = 0;
  const hunt = async (strike) => { while (left > 0) { left -= 1; await strike(); } };
  const random = seeded(seed);
  const hunts = (onlyCenter ? [] : kiosks).map((kiosk) => { const dice = seeded(random(1, 2 ** 30)); return hunt(() => killTerminal(kiosk, dice)); });
  const dice = seeded(random(1, 2 ** 30));
  const huntCenter = async () => { while (left > 0 || ofCenter < floorOf(count)) { left -= 1; ofCenter += await killCenter(center, dice); } };
  await Promise.all([...hunts, huntCenter()]);
  for (const kiosk of kiosks) {
    await kiosk.kill();
    kiosk.start(1, 0);
  }
  const statuses = await within(120, Promise.all(kiosks.map((kiosk) => kiosk.exited)), 'all is delivered');
  assert.deepEqual(statuses, kiosks.map(() => 0), kiosks.map((kiosk) => kiosk.errors).join());
  await center.stop();
  const saved = kiosks.flatMap((kiosk) => kiosk.saved);
  const deaths = kiosks.reduce((sum, kiosk) => sum + kiosk.deaths, 0);
  return { faults: faultsOf(center.folder, saved, { unseenMax: deaths }), saved, deaths, ofCenter, center };
}

test(`R-3: ${kills} times kill -9 of terminals and center: everything confirmed is there exactly once`, async (t) => {
  const { faults, saved, deaths, ofCenter, center } = await killBoth(t, kills);
  const ofTerminals = deaths - kTerminals;  // The last one of each, in good weather, is no kill of the plan.
  t.diagnostic(`R-3 both sides seed ${seed}: ${ofTerminals + ofCenter} kills, ${ofTerminals} of terminals (without a screen), `
    + `${ofCenter} of the center; ${saved.length} confirmed, ${inNumbers(faults)}`);
  assert.ok(ofTerminals + ofCenter >= kills && ofCenter >= floorOf(kills) && ofTerminals >= kills / 2, 'the kills are not where they should be');
  assert.deepEqual(faults, []);
  assert.ok(saved.length > kills / 4, `only ${saved.length} confirmed: the kills hit nothing`);
  assert.match(await center.verb('verify', 'chain', '--folder', center.folder), /every link holds/);
});

test('R-3: a center that answers before it has stored is caught by kills', async (t) => {
  process.env.SUNBOOTH_MUTANT = 'lanes.acks_early';
  t.after(() => { delete process.env.SUNBOOTH_MUTANT; });
  let faults = [];
  const caught = () => faults.some((fault) => /in the center 0 times|the center raised gap/.test(fault));
  for (let count = 4; count <= 128 && !caught(); count *= 2) {
    ({ faults } = await killBoth(t, count, join(bin, 'center_twin'), true));
  }
  t.diagnostic(`R-3 mutant lanes.acks_early: ${faults.length} faults, first ${faults[0]}`);
  assert.ok(caught(), `${faults}`);
});

test('R-3: a center that forgets what it stored is caught by kills', async (t) => {
  process.env.SUNBOOTH_MUTANT = 'intake.no_dedupe';
  t.after(() => { delete process.env.SUNBOOTH_MUTANT; });
  // A kill must fall between an answer and its arrival: where programs are slow, sixty may all miss.
  let faults = [];
  const caught = () => faults.some((fault) => /the center raised|in the center [2-9] times/.test(fault));
  for (let count = 60; count <= 480 && !caught(); count *= 2) {
    ({ faults } = await killBoth(t, count, join(bin, 'center_twin')));
  }
  t.diagnostic(`R-3 mutant intake.no_dedupe: ${faults.length} faults, first ${faults[0]}`);
  assert.ok(caught(), `${faults}`);
});
