// SPDX-License-Identifier: Apache-2.0
// How well writing by finger and by sound is read, and how long it takes: the accuracy suites of the
// tests, whole, from the release preset. What they print becomes rows with the targets beside them.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The figures of one printed line, in order, by the text it begins with. */
function figuresOf(output, begins) {
  const line = output.split('\n').find((one) => one.startsWith(begins));
  if (!line) throw new Error(`no line "${begins}" was printed`);
  return [...line.slice(begins.length).matchAll(/\d+\.\d+/g)].map((one) => Number(one[0]));
}

const least = (what, value, target) =>
  ({ what: `input: ${what}`, measured: `${value.toFixed(1)} %`, wanted: `>= ${target} %`, met: value >= target });
const most = (what, value, unit, target, places) =>
  ({ what: `input: ${what}`, measured: `${value.toFixed(places)} ${unit}`, wanted: `<= ${target} ${unit}`, met: value <= target });
const plain = (what, values) =>
  ({ what: `input: ${what}`, measured: values.map((value) => `${value.toFixed(1)} %`).join(' / ') });

function pinyinRows(output) {
  const [first, five, characters] = figuresOf(output, 'pinyin 200 sentences ');
  const rows = [
    least('pinyin, whole sentence right first', first, 78),
    least('pinyin, among five', five, 92),
    least('pinyin, characters', characters, 97),
    plain('nine keys, first / among five / characters', figuresOf(output, 'pinyin 200 sentences, nine keys')),
  ];
  return rows;
}

/** A key on the kiosk's own way: composer, engines and all that they offer. */
function keyRows(output) {
  return ['letters', 'letters, all sounds fuzzy', 'nine keys', 'nine keys, all sounds fuzzy'].flatMap((name) => {
    const [median, late, first] = figuresOf(output, `kiosk key, ${name}: median `);
    return [most(`a key of ${name}, median`, median, 'ms', 1, 3), most(`a key of ${name}, p99`, late, 'ms', 3, 3),
      most(`the first key of ${name}`, first, 'ms', 3, 3)];
  });
}

function handRows(output) {
  const rows = [];
  for (const [name, begins, first, ten] of [['distorted', 'distorted: ', 93, 99],
    ['25 % of strokes joined', '25 % of strokes joined: ', 80, 97],
    ['random stroke order', 'random stroke order: ', 88, 98]]) {
    const found = figuresOf(output, `handwriting: ${begins}`);
    rows.push(least(`handwriting ${name}, first`, found[0], first), least(`handwriting ${name}, in ten`, found[1], ten));
  }
  for (const strength of ['1', '1.5']) {
    const [without, withText] = figuresOf(output, `handwriting: sentences, 25 % joined, distorted ${strength} times: `);
    rows.push(plain(`sentences distorted ${strength} times, without / with the text so far`, [without, withText]));
  }
  const [median, late] = /^handwriting: (\d+\.\d+) ms a reading, 99 % within (\d+\.\d+) ms/m.exec(output).slice(1).map(Number);
  rows.push(most('reading a character, median', median, 'ms', 2, 2), most('reading a character, p99', late, 'ms', 2, 2));
  return rows;
}

export async function measureInput(folder) {
  const told = async (name, only = []) => (await run(join(folder, 'bin', name), only, { maxBuffer: 1 << 24 })).stdout;
  const megabytes = (name) => statSync(join(folder, 'data', name)).size / 1e6;
  return [
    ...pinyinRows(await told('pinyin_test')),
    ...keyRows(await told('input_method_test', ['-tc=*how long a key takes*'])),
    most('word list', megabytes('pinyin/pinyin.lexicon'), 'MB', 16, 1),
    ...handRows(await told('handwriting_accuracy_test')),
    most('handwriting model', megabytes('handwriting/handwriting.model'), 'MB', 8, 1),
  ];
}
