// SPDX-License-Identifier: Apache-2.0
// The tour: a picture of every page in every language, without a display and without a center.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const program = join(process.env.SUNBOOTH_BIN, 'sunbooth-kiosk');
const languages = ['zh-CN', 'en', 'ug'];
let folder;

before(() => { folder = mkdtempSync(join(tmpdir(), 'sunbooth-tour-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a tour and returns its pictures: name → bytes. */
function tour(name, ...words) {
  const to = join(folder, name);
  execFileSync(program, ['--tour', to, ...words], { stdio: 'pipe' });
  return new Map(readdirSync(to).map((file) => [file, readFileSync(join(to, file))]));
}

/** Width and height of a PNG, from its first chunk. */
function size(png) {
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

function qrOf(file) {
  const { stdout } = spawnSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' });
  return stdout.trim();
}

test('every page is there in every language, and looks different in each', () => {
  const pictures = tour('upright');
  assert.ok(pictures.size >= 30, `${pictures.size} pictures`);
  const slips = [...pictures.keys()].filter((file) => file.startsWith('slip-'));
  assert.equal(slips.length, 4 * languages.length);
  const pages = new Set([...pictures.keys()].map((file) => file.replace(/-(zh-CN|en|ug)\.png$/, '')));
  assert.equal(pictures.size, pages.size * languages.length);
  for (const page of pages) {
    const same = new Set(languages.map((tag) => pictures.get(`${page}-${tag}.png`).toString('latin1')));
    assert.equal(same.size, languages.length, `${page} does not change with the language`);
  }
  for (const [file, png] of pictures) {
    if (slips.includes(file)) assert.equal(size(png)[0], 576, file);
    else assert.deepEqual(size(png), [1080, 1920], file);
  }
  assert.match(qrOf(join(folder, 'upright', 'slip-receipt-ug.png')), /^SB1\./);
});

test('a wide tour is wide, and one page may be asked for alone', () => {
  const pictures = tour('wide', '--orientation', 'landscape', '--only', 'receipt-offline');
  assert.deepEqual([...pictures.keys()].sort(), languages.map((tag) => `receipt-offline-${tag}.png`).sort());
  for (const [file, png] of pictures) assert.deepEqual(size(png), [1920, 1080], file);
});

test('all pages of a language stand on one sheet', () => {
  const pictures = tour('sheet', '--sheet', '--only', 'complaint');
  for (const tag of languages) {
    const [width, height] = size(pictures.get(`sheet-${tag}.png`));
    assert.equal(width, 9 * (180 + 8) + 8);
    assert.ok(height > 320 * 2, `${height}`);
  }
});

test('a receipt is read off the picture, upright and wide, from left and from right', () => {
  for (const [name, words] of [['u', []], ['w', ['--orientation', 'landscape']], ['s', ['--diagonal-in', '21.5']]]) {
    for (const file of tour(`qr-${name}`, ...words, '--only', 'receipt-offline').keys()) {
      assert.match(qrOf(join(folder, `qr-${name}`, file)), /^SB1\./, `${name} ${file}`);
    }
  }
});

test('a page that does not exist and a hall that cannot be read are refused', () => {
  for (const [words, told] of [[['--only', 'nowhere'], /nowhere/], [['--hall', join(folder, 'none.json')], /none\.json/]]) {
    const { status, stderr } = spawnSync(program, ['--tour', join(folder, 'x'), ...words], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, told);
  }
});

test('V14: the receipt is read off the picture in every theme, in large words, from low down', () => {
  for (const theme of ['light', 'dark', 'contrast-dark', 'contrast-light']) {
    const words = ['--theme', theme, '--text', 'largest', '--reach', '--only', 'receipt-offline'];
    for (const file of tour(`qr-${theme}`, ...words).keys()) {
      assert.match(qrOf(join(folder, `qr-${theme}`, file)), /^SB1\./, `${theme} ${file}`);
    }
  }
});
