// SPDX-License-Identifier: Apache-2.0
// the power goes on a real ext4, under the real queue and the real center. Both live on one
// loop-mounted file system; cut.cpp stops it at a random moment, it is mounted again, and all goes
// on. What a terminal confirmed before a cut must be in the center in the end, once.
// SUNBOOTH_CUTS: how many (16). SUNBOOTH_SEED: which moments; it is printed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../crash/malformed.mjs';
import { Terminal } from '../lines/terminal.mjs';
import { bin, faultsOf, inNumbers, makeCenter, scratch, within } from '../lines/town.mjs';

const cuts = Number(process.env.SUNBOOTH_CUTS ?? 16);
const seed = Number(process.env.SUNBOOTH_SEED ?? randomInt(1, 2 ** 31));
const quietly = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A file system in a file. */
class Volume {
  constructor(folder) {
    this.image = join(folder, 'disk.img');
    this.at = join(folder, 'disk');
    mkdirSync(this.at);
    // Sparse. Both sides refuse what is new below their reserve of free space: not what is tried here.
    quietly('truncate', '-s', '1G', this.image);
    quietly('mkfs.ext4', '-q', '-F', this.image);
  }
  mount() { quietly('mount', '-o', 'loop', this.image, this.at); }
  /** The center's vault ends by itself once its parent is gone: until then the volume is in use. */
  async unmount() {
    for (let tries = 0; ; tries += 1) {
      try {
        quietly('umount', this.at);
        return;
      } catch (failed) {
        if (tries === 200 || !/busy/.test(failed.stderr)) throw failed;
        await pause(50);
      }
    }
  }
  /** @returns when, by the clock that terminals stamp with */
  cut() { return BigInt(quietly(join(bin, 'cut'), this.at).trim()); }
  drop() { try { quietly('umount', '-l', this.at); } catch { /* It was not mounted. */ } }
}

/** Why this machine cannot do it, or nothing. */
async function whyNot() {
  if (process.getuid() !== 0) return 'mounting needs root';
  const place = scratch();
  const volume = (() => { try { return new Volume(place.folder); } catch (failed) { return failed.message.split('\n')[0]; } })();
  if (typeof volume === 'string') return volume;
  try {
    volume.mount();
    volume.cut();
    await volume.unmount();
    volume.mount();
    return undefined;
  } catch (failed) {
    return (failed.stderr || failed.message).trim().split('\n')[0];
  } finally {
    volume.drop();
    place.remove();
  }
}
const reason = await whyNot();
const skip = reason === undefined ? false : `R-2 is not measured here: ${reason}`;

test('R-2 cuts: what was confirmed survives power cuts of a real file system', { skip }, async (t) => {
  const place = scratch();
  const volume = new Volume(place.folder);
  t.after(() => { volume.drop(); place.remove(); });
  volume.mount();
  const center = await makeCenter(join(bin, 'sunbooth-center'), join(volume.at, 'center'));
  await center.serve();
  center.port = Number(new URL(center.address).port);
  const kiosks = [1, 2].map((i) => new Terminal(join(bin, 'filer'), `hall-${i}`, join(place.folder, `hall-${i}`), { data: join(volume.at, `hall-${i}`) }));
  t.after(() => { for (const kiosk of kiosks) kiosk.process?.kill('SIGKILL'); center.process.kill('SIGKILL'); });
  for (const kiosk of kiosks) {
    await kiosk.meet(center, center.port);
    await kiosk.enrol();
  }
  const dice = seeded(seed);
  let late = 0;
  for (let done = 0; done < cuts; done += 1) {
    for (const kiosk of kiosks) kiosk.start(0, 0);
    await pause(dice(120, 700));
    const at = volume.cut();
    center.process.kill('SIGKILL');
    await Promise.all([center.exited, ...kiosks.map((kiosk) => kiosk.kill())]);
    for (const kiosk of kiosks) {
      // The program outlives its disk: what it said after the cut, a screen without power did not.
      const before = kiosk.saved.filter((one) => one.at < at);
      late += kiosk.saved.length - before.length;
      kiosk.maybe = [...(kiosk.maybe ?? []), ...kiosk.saved.filter((one) => one.at >= at)];
      kiosk.saved = before;
    }
    await volume.unmount();
    volume.mount();
    await center.serve();
  }
  for (const kiosk of kiosks) kiosk.start(1, 0);
  const statuses = await within(120, Promise.all(kiosks.map((kiosk) => kiosk.exited)), 'all is delivered');
  assert.deepEqual(statuses, [0, 0], kiosks.map((kiosk) => kiosk.errors).join());
  await center.stop();
  const saved = kiosks.flatMap((kiosk) => kiosk.saved);
  const faults = faultsOf(center.folder, saved, { unseenMax: kiosks.reduce((sum, kiosk) => sum + kiosk.deaths, 0) + late });
  t.diagnostic(`R-2 seed ${seed}: ${cuts} cuts of a loop-mounted ext4, ${saved.length} confirmed, ${late} said after a cut, ${inNumbers(faults)}`);
  assert.deepEqual(faults, []);
  assert.ok(saved.length > cuts, `only ${saved.length} records: the cuts hit nothing`);
  assert.match(await center.verb('verify', 'chain', '--folder', center.folder), /every link holds/);
});

test('R-2 cuts: a queue whose commits do not wait for the disk is caught', { skip }, async (t) => {
  const place = scratch();
  const volume = new Volume(place.folder);
  t.after(() => { volume.drop(); place.remove(); });
  volume.mount();
  const center = await makeCenter(join(bin, 'sunbooth-center'), join(place.folder, 'center'));
  await center.serve();
  const kiosk = new Terminal(join(bin, 'filer_twin'), 'hall-1', join(place.folder, 'hall-1'), { data: join(volume.at, 'hall-1') });
  t.after(() => { kiosk.process?.kill('SIGKILL'); center.process.kill('SIGKILL'); });
  await kiosk.meet(center, Number(new URL(center.address).port));
  await kiosk.enrol();
  await center.stop();  // So that the queue alone has the records.
  quietly('sync', '-f', volume.at);
  const mutant = 'store.synchronous_normal';
  kiosk.start(0, 0, { SUNBOOTH_MUTANT: mutant });
  await pause(1500);
  const at = volume.cut();
  await kiosk.kill();
  await volume.unmount();
  volume.mount();
  const confirmed = kiosk.saved.filter((one) => one.at < at);
  const queue = join(volume.at, 'hall-1', 'outbox.db');
  const left = !existsSync(queue) ? [] : quietly('sqlite3', queue, 'SELECT lower(hex(id)) FROM record').split('\n');
  const lost = confirmed.filter((one) => !left.includes(one.id)).length;
  t.diagnostic(`R-2 mutant ${mutant}: ${lost} of ${confirmed.length} lost at one cut`);
  assert.ok(confirmed.length > 0);
  assert.ok(lost > 0);
});
