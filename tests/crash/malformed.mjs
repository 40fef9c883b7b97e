// SPDX-License-Identifier: Apache-2.0
// Requests as no honest client sends them, from a seed.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** mulberry32: small, and the same everywhere. Whole numbers in [low, high]. */
export function seeded(state) {
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) % (high - low + 1));
  };
}

const posts = ['/kiosk/v1/records', '/kiosk/v1/enrol', '/kiosk/v1/look-ups/receipt', '/kiosk/v1/look-ups/case',
  '/kiosk/v1/look-ups/person', '/kiosk/v1/wishes', '/api/v1/session', '/api/v1/session/password', '/api/v1/tickets/1/actions',
  '/api/v1/tickets/1/contact', '/api/v1/callbacks/next'];
const gets = ['/kiosk/v1/hall', '/kiosk/v1/cases', '/api/v1/tickets', '/api/v1/tickets', '/api/v1/tickets/1',
  '/api/v1/hall', '/api/v1/kiosks', '/api/v1/today', '/api/v1/openapi.json', '/healthz', '/readyz', '/metrics'];
const fields = ['action', 'expected_version', 'outcome', 'words', 'text', 'note', 'result', 'reason', 'account',
  'password', 'code', 'wish', 'records', 'wall_ms', 'kiosk', 'public_key', 'agreed_at', 'duration_s'];
const atoms = ['null', 'true', '-1', '1e999', '9223372036854775808', '""', '"\\ud800"', '"\\u0000"', '"订"', '[]', '{}',
  '[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]', '"reply"', '"accept"', '1', '0.5', '"' + 'x'.repeat(9000) + '"', '"', '{', ''];
const texts = ['', 'x', '%', '%zz', '%00', '%ff%fe', '-1', '99999999999999999999', "' OR 1=1 --", '../../etc/passwd',
  'open', 'mine', 'registered', '订', '\u0001', '1.1', '20417.', 'a'.repeat(300)];

const pick = (dice, list) => list[dice(0, list.length - 1)];

function json(dice) {
  if (dice(0, 5) === 0) return pick(dice, atoms);
  const pairs = Array.from({ length: dice(0, 5) }, () => `"${pick(dice, fields)}":${pick(dice, atoms)}`);
  const whole = `{${pairs.join(',')}}`;
  return dice(0, 4) === 0 ? whole.slice(0, dice(0, whole.length)) : whole;
}

function query(dice) {
  const names = ['state', 'kind', 'view', 'sort', 'unit', 'q', 'cursor', 'limit', 'waiting', ''];
  return Array.from({ length: dice(1, 4) }, () => `${pick(dice, names)}=${encodeURI(pick(dice, texts)).replaceAll('%25', '%')}`)
    .join('&').replaceAll(' ', '+');
}

/** Headers that only a liar or a broken program sends; each with its own length of body. */
function odd(dice, body) {
  switch (dice(0, 9)) {
    case 0: return `Signature: sig1=:${'A'.repeat(dice(0, 200))}:\r\nSignature-Input: sig1=("@method");keyid="x";created=${dice(0, 9)}\r\n`;
    case 1: return 'Signature-Input: sig1=()()()\r\nContent-Digest: sha-256=:x:\r\n';
    case 2: return `Cookie: ${pick(dice, ['__Host-sunbooth=', '=', ';;;', '__Host-sunbooth=' + 'f'.repeat(64)])}\r\n`;
    case 3: return `If-None-Match: "${'x'.repeat(dice(0, 500))}"\r\n`;
    case 4: return `Traceparent: ${pick(dice, ['00-0-0-00', 'x', '00-' + 'f'.repeat(32) + '-' + 'f'.repeat(16) + '-zz'])}\r\n`;
    case 5: return `Content-Type: ${pick(dice, ['text/plain', 'application/json; charset=latin1', '/', 'x'.repeat(200)])}\r\n`;
    case 6: return `X-${'y'.repeat(dice(1, 60))}: ${'z'.repeat(dice(0, 900))}\r\n`;
    default: return body.length > 0 ? 'Content-Type: application/json\r\n' : '';
  }
}

/** Not even the first line is right; the center may hang up after these. */
function broken(dice) {
  return pick(dice, ['GET\r\n\r\n', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', '\x16\x03\x01\x02\x00', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcde', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
    'POST /kiosk/v1/records HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    'POST /kiosk/v1/records HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n', 'GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n']);
}

/** One request, as bytes in latin1. `office` lends its session, so that every second one gets past the door. */
export function malformed(dice, office) {
  if (dice(0, 150) === 0) return broken(dice);
  const posting = dice(0, 2) > 0;
  const body = posting ? Buffer.from(json(dice)).toString('latin1') : '';
  const stem = pick(dice, posting ? posts : gets);
  const path = dice(0, 9) === 0 ? `${stem}/${encodeURIComponent(pick(dice, texts))}` : stem;
  const method = dice(0, 9) === 0 ? pick(dice, ['PUT', 'DELETE', 'PATCH', 'get', 'BREW', 'GET', 'POST']) : posting ? 'POST' : 'GET';
  const asked = dice(0, 1) === 0 ? path : `${path}?${query(dice)}`;
  // Signing out would end the session that the others need.
  const inside = dice(0, 1) === 0 && !path.startsWith('/api/v1/session') && office.cookie
    ? `Cookie: ${office.cookie}\r\nX-Sunbooth-Csrf: ${office.csrf}\r\n` : '';
  return `${method} ${asked} HTTP/1.1\r\nHost: hall\r\n${inside}${odd(dice, body)}Content-Length: ${body.length}\r\n\r\n${body}`;
}

/** An enrolled terminal that has gone mad: its signature, digest and counter are right, and what it says is not. */
export class MadKiosk {
  constructor(name) {
    this.name = name;
    this.counter = 0;
    const pair = generateKeyPairSync('ed25519');
    this.key = pair.privateKey;
    this.publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('base64');
  }

  /** By the profile of sync/wire/signature.h, as bytes in latin1. */
  request(method, path, body, asked = path) {
    this.counter += 1;
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const profile = `("@method" "@path" "content-digest" "sunbooth-counter");alg="ed25519";keyid="${this.name}"`;
    const base = [`"@method": ${method}`, `"@path": ${path}`, `"content-digest": ${digest}`, `"sunbooth-counter": ${this.counter}`,
      `"@signature-params": ${profile}`].join('\n');
    const signature = sign(null, Buffer.from(base), this.key).toString('base64');
    return `${method} ${asked} HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Digest: ${digest}\r\nSunbooth-Counter: ${this.counter}\r\n`
      + `Signature-Input: sig1=${profile}\r\nSignature: sig1=:${signature}:\r\nContent-Length: ${body.length}\r\n\r\n${body.toString('latin1')}`;
  }

  enrolment(code) {
    return this.request('POST', '/kiosk/v1/enrol', Buffer.from(JSON.stringify({ code, kiosk: this.name, public_key: this.publicKey })));
  }

  malformed(dice) {
    const posting = dice(0, 3) > 0;
    const path = pick(dice, posting ? kioskPosts : kioskGets);
    const body = posting ? Buffer.from(path.endsWith('records') && dice(0, 1) === 0 ? batch(dice) : json(dice)) : Buffer.alloc(0);
    return this.request(posting ? 'POST' : 'GET', path, body, dice(0, 3) === 0 ? `${path}?${query(dice)}` : path);
  }
}

const kioskPosts = ['/kiosk/v1/records', '/kiosk/v1/records', '/kiosk/v1/look-ups/receipt', '/kiosk/v1/look-ups/case', '/kiosk/v1/look-ups/person',
  '/kiosk/v1/wishes', '/kiosk/v1/health', '/kiosk/v1/update'];
const kioskGets = ['/kiosk/v1/hall', '/kiosk/v1/cases'];

/** A batch whose outside is right. */
function batch(dice) {
  const record = () => Buffer.from(Array.from({ length: dice(0, 400) }, () => dice(0, 255))).toString('base64');
  return JSON.stringify({
    wall_ms: dice(0, 2 ** 31) * 1000, monotonic_ms: dice(0, 2 ** 31), boot_id: pick(dice, ['', 'b', 'x'.repeat(36), '订']),
    records: Array.from({ length: dice(1, 3) }, () => ({ record: record() })),
  });
}
