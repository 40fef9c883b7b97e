// SPDX-License-Identifier: Apache-2.0
// Network namespaces of our own: a center in one, each terminal in another, a cable between. What
// can be done to a cable: loss, a slow modem, one way cut, resets, pulled out.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const run = (...words) => execFileSync(words[0], words.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export const centerAddress = '10.77.0.1';

export class Spaces {
  constructor(count) {
    const tag = `sb${process.pid % 10000}`;
    this.center = `${tag}c`;
    this.terminals = Array.from({ length: count }, (_, i) => `${tag}k${i + 1}`);
  }

  rule(space, lines) { execFileSync('ip', ['netns', 'exec', space, 'nft', '-f', '-'], { input: lines.join('\n'), stdio: ['pipe', 'pipe', 'pipe'] }); }
  in(space, ...words) { return run('ip', 'netns', 'exec', space, ...words); }

  make() {
    run('ip', 'netns', 'add', this.center);
    this.in(this.center, 'ip', 'link', 'set', 'lo', 'up');
    this.in(this.center, 'ip', 'address', 'add', `${centerAddress}/32`, 'dev', 'lo');
    for (const [i, space] of this.terminals.entries()) {
      const [near, far] = [`${space}n`, `${space}f`];
      run('ip', 'netns', 'add', space);
      run('ip', 'link', 'add', near, 'netns', space, 'type', 'veth', 'peer', 'name', far, 'netns', this.center);
      this.in(space, 'ip', 'address', 'add', `10.77.1.${i + 1}/32`, 'dev', near);
      this.in(space, 'ip', 'link', 'set', 'lo', 'up');
      this.in(space, 'ip', 'link', 'set', near, 'up');
      this.in(this.center, 'ip', 'link', 'set', far, 'up');
      this.in(space, 'ip', 'route', 'add', centerAddress, 'dev', near, 'src', `10.77.1.${i + 1}`);
      this.in(this.center, 'ip', 'route', 'add', `10.77.1.${i + 1}/32`, 'dev', far, 'src', centerAddress);
    }
    // Everything that the weather needs, so that what is missing is known before a test begins.
    this.weather(this.terminals[0], { lossPercent: 50, slow: true, cut: 'up', resets: 60 });
    this.weather(this.terminals[0], {});
  }

  remove() {
    for (const space of [...this.terminals, this.center]) {
      try { run('ip', 'netns', 'delete', space); } catch { /* It was not made. */ }
    }
  }

  /** From now on the cable of this terminal is so, and not otherwise. @param resets per mille of its packets */
  weather(space, { lossPercent = 0, slow = false, cut = '', resets = 0, refuse = false, pulled = false }) {
    const rules = ['flush ruleset', 'table inet weather {'];
    for (const [hook, way] of [['input', 'down'], ['output', 'up']]) {
      rules.push(`chain ${hook} { type filter hook ${hook} priority 0;`);
      if (refuse && hook === 'input') rules.push('tcp flags & rst == rst accept');
      if (cut === way) rules.push('drop');
      if (lossPercent > 0) rules.push(`numgen random mod 100 < ${lossPercent} drop`);
      rules.push('}');
    }
    rules.push('}');
    this.rule(space, rules);
    // Who resets a connection stands on the way, beyond the cable.
    const number = this.terminals.indexOf(space) + 1;
    const table = `inet way${number}`;
    const from = `ip saddr 10.77.1.${number}`;
    this.rule(this.center, [`table ${table} {}`, `delete table ${table}`, `table ${table} { chain input { type filter hook input priority 0;`,
      ...(refuse ? [`${from} meta l4proto tcp reject with tcp reset`] : []),
      ...(resets > 0 ? [`${from} tcp flags & (syn | rst) == 0 numgen random mod 1000 < ${resets} reject with tcp reset`] : []),
      '}', '}']);
    for (const [where, device] of [[space, `${space}n`], [this.center, `${space}f`]]) {
      try { this.in(where, 'tc', 'qdisc', 'del', 'dev', device, 'root'); } catch { /* There was none. */ }
      if (slow) this.in(where, 'tc', 'qdisc', 'add', 'dev', device, 'root', 'tbf', 'rate', '64kbit', 'burst', '2kb', 'latency', '3s');
    }
    this.in(space, 'ip', 'link', 'set', `${space}n`, pulled ? 'down' : 'up');
    if (!pulled) try { this.in(space, 'ip', 'route', 'replace', centerAddress, 'dev', `${space}n`); } catch { /* It stood. */ }
  }

  /** Bytes that a terminal has put on its cable. */
  sent(space) {
    return Number(this.in(space, 'cat', `/sys/class/net/${space}n/statistics/tx_bytes`).trim());
  }
}

/** Why this machine cannot do it, or nothing. */
export function whyNot() {
  if (process.getuid() !== 0) return 'namespaces need root';
  const spaces = new Spaces(1);
  try {
    spaces.make();
    return undefined;
  } catch (failed) {
    return String(failed.stderr || failed.message).trim().split('\n')[0];
  } finally {
    spaces.remove();
  }
}

/** netem is the usual tool for loss and delay; not every kernel has it. */
export function hasNetem() {
  return readFileSync('/proc/modules', 'utf8').includes('sch_netem');
}
