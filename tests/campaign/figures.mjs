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

/** How many rows have figures, and how many mutants were caught for them. */
export function closingLine(figures) {
  const rows = new Set(figures.flatMap((line) => /^((?:[RS]-\d+ ?)+)/.exec(line)[1].trim().split(' ')));
  const mutants = figures.filter((line) => /mutant/.test(line)).length;
  return `promises: ${rows.size} rows measured (${[...rows].join(' ')}), ${mutants} mutants caught`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const figures = figuresIn(readFileSync(process.argv[2], 'utf8'));
  for (const line of figures) console.log(line);
  if (figures.length > 0) console.log(closingLine(figures));
}
