// SPDX-License-Identifier: Apache-2.0
// A line with faults between a terminal and its center: a TCP proxy that, by a seed, cuts a
// connection after so many bytes (with the answer on its way, mostly), resets it, stalls, lets one
// direction end, drips in pieces, or changes one byte.
import { createServer, connect } from 'node:net';

export const kinds = ['clean', 'cut_up', 'cut_down', 'reset', 'stall', 'half_close', 'drip', 'corrupt_up', 'corrupt_down'];

/** A handshake is about 3,000 bytes down and 700 up, a batch of one record 3,000 up. */
const kWithin = { up: 6000, down: 7000 };

export class FaultProxy {
  /** @param dice (low, high) => whole number @param port the center's */
  constructor(dice, port, { stallMax = 3000 } = {}) {
    Object.assign(this, { dice, target: port, stallMax });
    this.bad = true;
    this.deck = [];
    this.met = Object.fromEntries(kinds.map((kind) => [kind, 0]));
    this.bytes = { up: 0, down: 0 };
    this.open = new Set();
    this.server = createServer({ allowHalfOpen: true }, (socket) => this.take(socket));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
  }

  get connections() { return Object.values(this.met).reduce((sum, count) => sum + count, 0); }

  /** From now on nothing goes wrong; what is under way ends. */
  heal() {
    this.bad = false;
    for (const socket of this.open) socket.resetAndDestroy();
  }

  async close() {
    this.heal();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** As from a shuffled pack, so that few connections meet every kind. */
  draw() {
    if (this.deck.length === 0) this.deck = [...kinds];
    return this.deck.splice(this.dice(0, this.deck.length - 1), 1)[0];
  }

  take(near) {
    const kind = this.bad ? this.draw() : 'clean';
    this.met[kind] += 1;
    if (kind === 'reset') return near.resetAndDestroy();
    const far = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => { this.open.delete(socket); other.destroy(); });
    }
    this.pump(near, far, 'up', kind);
    this.pump(far, near, 'down', kind);
  }

  /** Carries one direction, and strikes in it when the kind says so. */
  pump(from, to, way, kind) {
    const struck = kind.endsWith(`_${way}`) || (['stall', 'half_close'].includes(kind) && way === 'down');
    const at = struck ? this.dice(0, kWithin[way]) : Infinity;
    let passed = 0;
    let queue = Promise.resolve();
    from.on('data', (bytes) => {
      this.bytes[way] += bytes.length;
      const left = at - passed;
      queue = queue.then(() => this.carry(bytes, to, kind, left));
      passed += bytes.length;
    });
    from.on('end', () => { queue = queue.then(() => to.end()); });
  }

  async carry(bytes, to, kind, left) {
    if (to.destroyed) return;
    if (left > bytes.length) return kind === 'drip' ? this.drip(bytes, to) : void to.write(bytes);
    if (left < 0) { if (kind.startsWith('corrupt')) to.write(bytes); return; }
    if (kind.startsWith('corrupt')) {
      const other = Buffer.from(bytes);
      other[Math.min(left, other.length - 1)] ^= 1 << this.dice(0, 7);
      to.write(other);
      return;
    }
    to.write(bytes.subarray(0, left));
    if (kind === 'half_close') to.end();
    else if (kind === 'stall') setTimeout(() => to.destroyed || to.resetAndDestroy(), this.dice(200, this.stallMax));
    else setTimeout(() => to.destroyed || to.resetAndDestroy(), 5);  // What was passed arrives first.
  }

  async drip(bytes, to) {
    for (let from = 0; from < bytes.length && !to.destroyed;) {
      const size = this.dice(1, 700);
      to.write(bytes.subarray(from, from + size));
      from += size;
      await new Promise((resolve) => { setTimeout(resolve, this.dice(0, 3)); });
    }
  }
}
