// SPDX-License-Identifier: Apache-2.0
// Searching the memory of a running program for words that ought to be nowhere.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Why such a search is left out, or false: a sanitizer keeps freed memory on purpose, and terabytes of its own. */
export const noSearch = process.env.SUNBOOTH_SANITIZED ? 'the sanitizer keeps freed memory' : false;

/** How often the bytes stand in the memory that a process may write. */
export function findsInMemory(pid, bytes) {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const piece = Buffer.alloc(1 << 22);
  let finds = 0;
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
    if (!range) continue;
    const [from, to] = range.slice(1).map((text) => parseInt(text, 16));
    for (let at = from; at < to; at += piece.length - bytes.length) {
      let got = 0;
      try { got = readSync(memory, piece, 0, Math.min(piece.length, to - at), at); } catch { break; }
      const part = piece.subarray(0, got);
      for (let i = part.indexOf(bytes); i >= 0; i = part.indexOf(bytes, i + 1)) ++finds;
    }
  }
  closeSync(memory);
  return finds;
}
