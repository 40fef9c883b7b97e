// SPDX-License-Identifier: Apache-2.0
// A real center in a folder: made, filled, started and stopped through its own command line.
import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A port that nobody has, and that no caller's own end is given while the center is down: Linux takes those from 32768 on. */
async function quietPort() {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const free = await new Promise((resolve) => {
      const server = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

const run = promisify(execFile);
const wordAfter = (text, label) => new RegExp(`${label}: (\\S+)`).exec(text)?.[1];

export class Center {
  constructor(program, folder) {
    this.program = program;
    this.folder = folder;
  }

  async verb(...words) {
    const { stdout } = await run(this.program, words);
    return stdout;
  }

  exists() { return existsSync(join(this.folder, 'center.toml')); }

  async init() {
    return wordAfter(await this.verb('init', '--folder', this.folder), 'one-time password');
  }

  async importHall(file) { return this.verb('import', 'hall', file, '--folder', this.folder); }
  async importCases(file) { return this.verb('import', 'cases', file, '--folder', this.folder); }

  /** Makes a one-time code and the kiosk's configuration file. */
  async enrolCode(kiosk, config) {
    const words = ['enrol', '--folder', this.folder, '--kiosk', kiosk, '--config', config];
    return wordAfter(await this.verb(...words), 'one-time code');
  }

  async account(name, ...words) {
    return wordAfter(await this.verb('account', '--folder', this.folder, '--name', name, ...words),
      'one-time password');
  }

  /** Starts serving, again on the port that it had, which nobody took meanwhile; resolves with the address. */
  async serve(...words) {
    this.port ??= await quietPort();
    this.process = spawn(this.program, ['serve', '--folder', this.folder, '--port', String(this.port), ...words],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    this.log = '';
    this.process.stderr.on('data', (bytes) => { this.log += bytes; });
    this.exited = new Promise((resolve) => this.process.on('exit', resolve));
    this.address = await new Promise((resolve, reject) => {
      createInterface({ input: this.process.stdout }).once('line', (line) => resolve(JSON.parse(line).listening));
      this.exited.then(() => reject(new Error(`the center did not start: ${this.log}`)));
    });
    return this.address;
  }

  /** Writes the port that is served into a kiosk's configuration. */
  tell(config) {
    const port = new URL(this.address).port;
    writeFileSync(config, readFileSync(config, 'utf8').replace(/^port = \d+$/m, `port = ${port}`));
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    this.process.kill('SIGTERM');
    await this.exited;
  }

  get ca() { return join(this.folder, 'tls', 'ca.pem'); }
}
