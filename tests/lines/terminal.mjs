// SPDX-License-Identifier: Apache-2.0
// A terminal without a screen (filer.cpp), and what it said.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const entry = (toml, name) => new RegExp(`^${name} = "?([^"\n]*)"?$`, 'm').exec(toml)[1];

export class Terminal {
  /** @param folder of its own @param before words before the program: `ip netns exec …` @param data its queue's folder */
  constructor(program, name, folder, { before = [], data = join(folder, 'data') } = {}) {
    Object.assign(this, { program, name, folder, before, data });
    this.saved = [];
    this.refused = 0;
    this.deaths = 0;
    mkdirSync(folder, { recursive: true });
    this.toml = join(folder, 'kiosk.toml');
    this.plain = join(folder, 'kiosk.txt');
  }

  /** Takes over what the center wrote for it. @param port of the line that it uses */
  async meet(center, port) {
    this.code = await center.enrolCode(this.name, this.toml);
    this.aim(port);
  }

  /** Enrols over a good line, and files the first form. */
  async enrol() {
    this.start(1, 0);
    const status = await this.exited;
    if (status !== 0) throw new Error(`${this.name} is not enrolled: ${this.errors}`);
    this.code = undefined;
  }

  aim(port) {
    const toml = readFileSync(this.toml, 'utf8');
    writeFileSync(this.plain, [this.data, this.name, entry(toml, 'host'), port,
      entry(toml, 'ca_file'), entry(toml, 'root_key')].join('\n'));
  }

  /** Files `count` forms; 0: until it is stopped. */
  start(count, pauseMs, env = {}) {
    const [program, ...words] = [...this.before, this.program, this.plain, this.code ?? '-', String(count), String(pauseMs), `${this.name}-${this.deaths}`];
    this.process = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.errors = '';
    this.delivered = false;
    this.process.stderr.on('data', (bytes) => { this.errors += bytes; });
    const lines = createInterface({ input: this.process.stdout });
    lines.on('line', (line) => this.hear(line));
    const said = new Promise((resolve) => { lines.on('close', resolve); });
    this.exited = new Promise((resolve) => { this.process.on('exit', (status) => said.then(() => resolve(status))); });
    return this;
  }

  hear(line) {
    const [word, code, id, at] = line.split(' ');
    if (word === 'saved') this.saved.push({ code, id, at: BigInt(at) });
    if (word === 'refused') this.refused += 1;
    if (word === 'delivered') this.delivered = true;
  }

  async kill() {
    this.deaths += 1;
    this.process.kill('SIGKILL');
    await this.exited;
  }
}
