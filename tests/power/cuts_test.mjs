// SPDX-License-Identifier: Apache-2.0
// the power goes on a real ext4, under the real queue and the real center. Both live on one
// loop-mounted file system; cut.cpp stops it at a random moment, it is mounted again, and all goes
// on. What a terminal confirmed before a cut must be in the center in the end, once. Several such
// machines run beside each other: most of a cut is waiting.
// SUNBOOTH_CUTS: how many (100). SUNBOOTH_SEED: which moments; it is printed.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { seeded } from '../crash/malformed.mjs';
import { Terminal } from '../lines/terminal.mjs';
import { bin, faultsOf, inNumbers, makeCenter, scratch, within } from '../lines/town.mjs';

const cuts = Number(process.env.SUNBOOTH_CUTS ?? 100);
const seed = Number(process.env.SUNBOOTH_SEED ?? randomInt(1, 2 ** 31));
const kMachines = 4;      // At most; each has some cuts, or it is not worth making.
const kCutsEachMin = 4;
const run = promisify(execFile);
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
  async mount() { await run('mount', ['-o', 'loop', this.image, this.at]); }
  /** The center's vault ends by itself once its parent is gone: until then the volume is in use. */
  async unmount() {
    for (let tries = 0; ; tries += 1) {
      try {
        await run('umount', [this.at]);
        return;
      } catch (failed) {
        if (tries === 200 || !/busy/.test(failed.stderr)) throw failed;
        await pause(50);
      }
    }
  }
  /** @returns when, by the clock that terminals stamp with */
  async cut() { return BigInt((await run(join(bin, 'cut'), [this.at])).stdout.trim()); }
  drop() { try { quietly('umount', '-l', this.at); } catch { /* It was not mounted. */ } }
}

/** Why this machine cannot do it, or nothing. */
async function whyNot() {
  if (process.getuid() !== 0) return 'mounting needs root';
  const place = scratch();
  const volume = (() => { try { return new Volume(place.folder); } catch (failed) { return failed.message.split('\n')[0]; } })();
  if (typeof volume === 'string') return volume;
  try {
    await volume.mount();
    await volume.cut();
    await volume.unmount();
    await volume.mount();
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

/** A center and two terminals on one volume, and what became of them so far. */
class Machine {
  constructor(number) {
    this.number = number;
    this.place = scratch();
    this.volume = new Volume(this.place.folder);
    this.kiosks = [];
    this.late = 0;
  }

  async begin() {
    const { volume, place } = this;
    await volume.mount();
    this.center = await makeCenter(join(bin, 'sunbooth-center'), join(volume.at, 'center'));
    await this.center.serve();
    for (const name of ['hall-1', 'hall-2']) {
      const kiosk = new Terminal(join(bin, 'filer'), name, join(place.folder, name), { data: join(volume.at, name) });
      this.kiosks.push(kiosk);
      await kiosk.meet(this.center, this.center.port);
      await kiosk.enrol();
    }
  }

  remove() {
    for (const kiosk of this.kiosks) kiosk.process?.kill('SIGKILL');
    this.center?.process?.kill('SIGKILL');
    this.volume.drop();
    this.place.remove();
  }

  async cut(moment) {
    for (const kiosk of this.kiosks) kiosk.start(0, 0);
    await pause(moment);
    const at = await this.volume.cut();
    this.center.process.kill('SIGKILL');
    await Promise.all([this.center.exited, ...this.kiosks.map((kiosk) => kiosk.kill())]);
    for (const kiosk of this.kiosks) {
      // The program outlives its disk: what it said after the cut, a screen without power did not.
      const before = kiosk.saved.filter((one) => one.at < at);
      this.late += kiosk.saved.length - before.length;
      kiosk.saved = before;
    }
    await this.volume.unmount();
    await this.volume.mount();
    await this.center.serve();
  }

  /** All that waits is delivered. @returns one sentence for each broken promise */
  async end() {
    for (const kiosk of this.kiosks) kiosk.start(1, 0);
    const statuses = await within(120, Promise.all(this.kiosks.map((kiosk) => kiosk.exited)), 'all is delivered');
    assert.deepEqual(statuses, [0, 0], this.kiosks.map((kiosk) => kiosk.errors).join());
    await this.center.stop();
    assert.match(await this.center.verb('verify', 'chain', '--folder', this.center.folder), /every link holds/);
    this.saved = this.kiosks.flatMap((kiosk) => kiosk.saved);
    return faultsOf(this.center.folder, this.saved, { unseenMax: this.kiosks.reduce((sum, kiosk) => sum + kiosk.deaths, 0) + this.late });
  }
}

test('R-2 cuts: what was confirmed survives power cuts of a real file system', { skip }, async (t) => {
  const machines = Array.from({ length: Math.min(kMachines, Math.ceil(cuts / kCutsEachMin)) }, (_, i) => new Machine(i));
  t.after(() => { for (const machine of machines) machine.remove(); });
  const dice = seeded(seed);
  const moments = Array.from({ length: cuts }, () => dice(120, 700));
  const faults = (await Promise.all(machines.map(async (machine) => {
    await machine.begin();
    for (const [i, moment] of moments.entries()) if (i % machines.length === machine.number) await machine.cut(moment);
    return machine.end();
  }))).flat();
  const saved = machines.reduce((sum, machine) => sum + machine.saved.length, 0);
  const late = machines.reduce((sum, machine) => sum + machine.late, 0);
  t.diagnostic(`R-2 seed ${seed}: ${cuts} cuts of a loop-mounted ext4, ${saved} confirmed, ${late} said after a cut, ${inNumbers(faults)}`);
  assert.deepEqual(faults, []);
  assert.ok(saved > cuts, `only ${saved} records: the cuts hit nothing`);
});

test('R-2 cuts: a queue whose commits do not wait for the disk is caught', { skip }, async (t) => {
  const place = scratch();
  const volume = new Volume(place.folder);
  t.after(() => { volume.drop(); place.remove(); });
  await volume.mount();
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
  const at = await volume.cut();
  await kiosk.kill();
  await volume.unmount();
  await volume.mount();
  const confirmed = kiosk.saved.filter((one) => one.at < at);
  const queue = join(volume.at, 'hall-1', 'outbox.db');
  const left = !existsSync(queue) ? [] : quietly('sqlite3', queue, 'SELECT lower(hex(id)) FROM record').split('\n');
  const lost = confirmed.filter((one) => !left.includes(one.id)).length;
  t.diagnostic(`R-2 mutant ${mutant}: ${lost} of ${confirmed.length} lost at one cut`);
  assert.ok(confirmed.length > 0);
  assert.ok(lost > 0);
});
