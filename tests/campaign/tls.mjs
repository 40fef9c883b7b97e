// SPDX-License-Identifier: Apache-2.0
// S-5: what the scanners sslscan and testssl.sh say of a center: node tls.mjs BUILD_FOLDER. Only TLS 1.3,
// nothing weak. A scanner that is not installed is named as missing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

process.env.SUNBOOTH_BIN = join(process.argv[2], 'bin');
process.env.SUNBOOTH_ROOT = process.cwd();
const { makeCenter, scratch } = await import('../lines/town.mjs');
const place = scratch();
const center = await makeCenter(undefined, join(place.folder, 'center'));
await center.serve();
const host = `127.0.0.1:${new URL(center.address).port}`;
let failed = false;

function scan(name, words, judge) {
  const done = spawnSync(name, [...words, host], { encoding: 'utf8' });
  if (done.error) return console.log(`S-5 ${name}: skipped, it is not installed (apt-get install ${name === 'testssl' ? 'testssl.sh' : name})`);
  const faults = judge(done.stdout);
  failed ||= faults.length > 0;
  return console.log(`S-5 ${name}: TLS 1.3 alone, ${faults.length} objections${faults.length > 0 ? `: ${faults.join('; ')}` : ''}`);
}

scan('sslscan', ['--no-colour'], (out) => [
  ...out.split('\n').filter((line) => /^(SSLv|TLSv1\.[012])\S*\s+enabled/.test(line)),
  ...(/TLSv1\.3\s+enabled/.test(out) ? [] : ['TLS 1.3 is not spoken']),
]);
scan('testssl', ['--quiet', '--color', '0', '-p', '-U'], (out) => out.split('\n').filter((line) => /(^ (SSLv[23]|TLS 1(\.1)?) .*offered(?! \()(?!.*not))|VULNERABLE/.test(line) && !/not (offered|vulnerable)/.test(line)));
await center.stop();
place.remove();
if (failed) process.exit(1);
