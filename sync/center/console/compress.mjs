// SPDX-License-Identifier: Apache-2.0
// Beside each file of the build that gets smaller by it a packed one, which the server hands out to whoever
// takes gzip: packed once, as well as it can be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = process.env.SUNBOOTH_CONSOLE_OUT ?? new URL('dist', import.meta.url).pathname;
const saves = 0.9;  // Less than a tenth is not worth a second copy in the server's memory.

function pack(at) {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const file = join(at, entry.name);
    if (entry.isDirectory()) pack(file);
    if (!entry.isFile() || file.endsWith('.gz')) continue;
    const whole = readFileSync(file);
    const packed = gzipSync(whole, { level: 9 });
    if (packed.length < whole.length * saves) writeFileSync(`${file}.gz`, packed);
  }
}
pack(folder);
