// SPDX-License-Identifier: Apache-2.0
// A kiosk under remote control: `sunbooth-kiosk --drive` answers each line with one line of JSON.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Kiosk {
  /** Starts the real program offscreen. `words` are its arguments without --drive. */
  constructor(program, words, { log = () => {} } = {}) {
    this.waiting = [];
    this.process = spawn(program, [...words, '--drive'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, SDL_VIDEODRIVER: 'offscreen' },
    });
    this.errors = '';
    this.process.stdin.on('error', () => {});  // Killed while it was told something.
    this.process.stderr.on('data', (bytes) => {
      this.errors += bytes;
      log(bytes.toString());
    });
    this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => {
      this.ended = true;
      for (const { reject } of this.waiting.splice(0)) {
        reject(new Error(`the kiosk ended (${code ?? signal}): ${this.errors.slice(-2000)}`));
      }
      resolve(code);
    }));
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      const { resolve, reject, command } = this.waiting.shift() ?? {};
      if (!resolve) return;
      try {
        const answer = JSON.parse(line);
        if (answer.ok) resolve(answer);
        else reject(new Error(`${command}: ${answer.error}`));
      } catch {
        reject(new Error(`${command}: not JSON: ${line}`));
      }
    });
  }

  /** Sends one command, e.g. "tap home.complaint". Rejects when the answer is not ok. */
  say(command) {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new Error(`${command}: the kiosk has ended`));
      this.waiting.push({ resolve, reject, command });
      this.process.stdin.write(`${command}\n`);
    });
  }

  async tap(id) { return this.say(`tap ${id}`); }
  async type(text) { return this.say(`type ${text}`); }
  async shot(file) { return this.say(`shot ${file}`); }
  async tree() { return (await this.say('tree')).tree; }

  /** The node with this id; throws with the page's ids when it is not there. */
  async node(id) {
    const tree = await this.tree();
    const found = tree.nodes.find((node) => node.id === id);
    if (!found) throw new Error(`${id} is not on ${tree.page}: ${tree.nodes.map((n) => n.id).join(' ')}`);
    return found;
  }

  async has(id) { return (await this.tree()).nodes.some((node) => node.id === id); }

  async quit() {
    if (this.process.exitCode === null) await this.say('quit').catch(() => {});
    return this.exited;
  }

  kill() {
    this.process.kill('SIGKILL');
    return this.exited;
  }
}
