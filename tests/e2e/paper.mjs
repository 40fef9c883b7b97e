// SPDX-License-Identifier: Apache-2.0
// What a printer would make of the bytes of a slip: ESC/POS to a grey picture, and its QR code.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Rows of bytes of all pictures in a job (GS v 0), one below the other. */
function rowsOf(job) {
  const rows = [];
  for (let at = 0; at < job.length;) {
    if (job[at] !== 0x1d || job[at + 1] !== 0x76) {
      at += 1;
      continue;
    }
    const stride = job[at + 4] + 256 * job[at + 5];
    const height = job[at + 6] + 256 * job[at + 7];
    for (let row = 0; row < height; ++row) {
      rows.push(job.subarray(at + 8 + row * stride, at + 8 + (row + 1) * stride));
    }
    at += 8 + height * stride;
  }
  return rows;
}

/** Writes a slip as a picture (PGM), and returns what its QR code holds. */
export function qrOfSlip(file, picture) {
  const rows = rowsOf(readFileSync(file));
  const width = rows[0].length * 8;
  const grey = Buffer.alloc(width * rows.length, 255);
  rows.forEach((row, y) => {
    for (let x = 0; x < width; ++x) if (row[x >> 3] & (0x80 >> (x & 7))) grey[y * width + x] = 0;
  });
  writeFileSync(picture, Buffer.concat([Buffer.from(`P5\n${width} ${rows.length}\n255\n`), grey]));
  return spawnSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8' }).stdout.trim();
}
