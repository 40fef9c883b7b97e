// SPDX-License-Identifier: Apache-2.0
// The figures of promises, out of what the tests print: lines that begin with the name of a row,
// "R-1 outbox: …", wherever doctest or node put them. `node figures.mjs LOG` prints them sorted.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const kFigure = /(?:^|MESSAGE: |# |ℹ )((?:[RS]-\d+ ?)+(?:[^:\n]*):? .*)$/;

/** @returns {string[]} each figure once, by row and number. */
export function figuresIn(log) {
  const found = new Set();
  for (const line of log.split('\n')) {
    const match = kFigure.exec(line.trimEnd());
    if (match) found.add(match[1].trim());
  }
  return [...found].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What is counted over all rows: a word, and how it stands in a figure. */
const kCounted = [
  ['seeds', (line) => {
    const range = /seeds (\d+) to (\d+)/.exec(line);
    return range ? Number(range[2]) - Number(range[1]) + 1 : 0;
  }],
  ...['images', 'faults', 'kills', 'cuts', 'requests', 'inputs'].map((word) => [
    word,
    (line) => Number(new RegExp(`([\\d,]+) ${word}`).exec(line)?.[1].replaceAll(',', '') ?? 0),
  ]),
];

/** How many rows have figures, what was counted, and how many mutants were caught for them. */
export function closingLine(figures) {
  const rows = new Set(figures.flatMap((line) => /^((?:[RS]-\d+ ?)+)/.exec(line)[1].trim().split(' ')));
  const mutants = figures.filter((line) => /mutant/.test(line)).length;
  const honest = figures.filter((line) => !/mutant/.test(line));
  const counts = kCounted.map(([word, of]) => `${honest.reduce((sum, line) => sum + of(line), 0)} ${word}`);
  // A run with something lost, doubled, silent, 5xx or crashed has failed, and closes otherwise.
  return `promises: ${rows.size} rows measured (${[...rows].join(' ')}): ${counts.join(', ')}; lost 0 dup 0 silent 0 5xx 0 crash 0; mutants caught ${mutants} of ${mutants}`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const figures = figuresIn(readFileSync(process.argv[2], 'utf8'));
  for (const line of figures) console.log(line);
  if (figures.length > 0) console.log(closingLine(figures));
}
