// SPDX-License-Identifier: Apache-2.0
// A terminal and its center in a folder of their own, with the demo's hall and cases.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const program = join(bin, 'sunbooth-kiosk');

export class Booth {
  /**
   * Enrolled and online. `settings` is added to the terminal's configuration; `change` makes another
   * hall of the demo's before the center imports it.
   */
  async open(settings = '', change = () => {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'sunbooth-booth-'));
    const config = join(this.folder, 'kiosk.toml');
    this.center = new Center(join(bin, 'sunbooth-center'), join(this.folder, 'center'));
    await this.center.init();
    const hall = JSON.parse(readFileSync(join(root, 'assets/demo/hall.json'), 'utf8'));
    change(hall);
    writeFileSync(join(this.folder, 'hall.json'), JSON.stringify(hall));
    await this.center.importHall(join(this.folder, 'hall.json'));
    await this.center.importCases(join(root, 'assets/demo/cases.csv'));
    const code = await this.center.enrolCode('hall-1', config);
    await this.center.serve();
    this.center.tell(config);
    appendFileSync(config, settings);
    execFileSync(program, ['--config', config, '--enrol', code], { stdio: 'pipe' });
    this.kiosk = new Kiosk(program, ['--config', config]);
    await this.kiosk.say('wait hall 30');
    await this.kiosk.say('wait online 30');
    return this.kiosk;
  }

  /** Also one that opened only in part. */
  async close() {
    await this.kiosk?.quit();
    await this.center?.stop();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  // --- the hands of somebody at its keys ---
  async state() { return (await this.kiosk.say('state')).state; }
  key(name) { return this.kiosk.say(`key ${name}`); }
  async write(words) { for (const one of words) await this.key(one === ' ' ? 'space' : one); }

  /** Walks on with one key until the ring stands round the element, and presses it. */
  async press(id, by = 'down') {
    for (let steps = 0; steps < 120; ++steps) {
      const { focus } = await this.key(by);
      if (focus === id) return this.key('select');
    }
    throw new Error(`${id} cannot be reached by ${by} on ${(await this.state()).page}`);
  }
}
