// SPDX-License-Identifier: Apache-2.0
// The figures of promises, out of what the tests print: lines that begin with the name of a row,
// "R-1 outbox: …", wherever doctest or node put them. `node figures.mjs LOG` prints them sorted, then
// each row with its budget and its mutants, and the closing line; with --whole it ends with 1 when
// a row shows less than a change must, anything was lost, doubled or broken, or a mutant was not caught. Excused is
// only a row of which nothing was measured, because this machine does not allow it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { rows } from './rows.mjs';

const kFigure = /(?:^|MESSAGE: |# SKIP |# |ℹ )((?:[RS]-\d+ ?)+(?:[^:\n]*):? .*)$/;
const kSkipped = /not measured here|skipped/;

/** @returns {string[]} each figure once, by row and number. */
export function figuresIn(log) {
  const found = new Set();
  for (const line of log.split('\n')) {
    const match = kFigure.exec(line.trimEnd());
    if (match) found.add(match[1].trim());
  }
  return [...found].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

const rowsOf = (line) => /^(?:[RS]-\d+,? ?)+/.exec(line)[0].match(/[RS]-\d+/g);
const isMutant = (line) => /mutant/.test(line);
const numeral = (text) => Number(text.replaceAll(',', ''));

/** All numbers that stand before a word, added up; nothing when the word stands nowhere. */
function sumOf(lines, word) {
  const found = lines.flatMap((line) => [...line.matchAll(new RegExp(`([\\d,]+) ${word}`, 'g'))]);
  return found.length === 0 ? undefined : found.reduce((sum, match) => sum + numeral(match[1]), 0);
}

/** The mutants that a budget asks of a row. */
export const mutantsOf = (row, budget) => [...row.mutants, ...(budget === 'campaign' ? row.mutantsOfCampaign ?? [] : [])];

/** What the figures say of one row. @param budget 'change' or 'campaign' */
export function standingOf(row, figures, budget = 'change') {
  const own = figures.filter((line) => rowsOf(line).includes(row.row));
  const honest = own.filter((line) => !isMutant(line) && !kSkipped.test(line));
  const count = (found) => honest.map((line) => found.exec(line)).filter(Boolean).reduce((sum, match) => sum + numeral(match[1]), 0);
  const measured = count(row.count);
  // A mutant is caught for every row whose table names it, by whichever line of these rows tells it.
  const told = own.filter(isMutant);
  return {
    row: row.row,
    measured,
    parts: (row.floors ?? []).map((floor) => ({ ...floor, measured: count(floor.count) })),
    skipped: own.find((line) => kSkipped.test(line)),
    caught: mutantsOf(row, budget).filter((mutant) => told.some((line) => line.includes(mutant))),
    missing: mutantsOf(row, budget).filter((mutant) => !told.some((line) => line.includes(mutant))),
  };
}

/** What a budget asks of a row. A campaign takes all that there are, where the lines of the row say how many: of each
 * story the most that a line tells. */
export function wantedOf(row, figures, budget) {
  if (budget === 'change' || row.all === undefined) return row[budget];
  const there = new Map();
  for (const line of figures.filter((one) => rowsOf(one).includes(row.row) && !isMutant(one))) {
    const match = row.all.exec(line);
    const story = line.split(':')[0];
    if (match) there.set(story, Math.max(there.get(story) ?? 0, numeral(match[1])));
  }
  return there.size === 0 ? row[budget] : [...there.values()].reduce((sum, one) => sum + one, 0);
}

/** One line a row: figure, budget, mutants. @param budget 'change' or 'campaign' */
export function table(figures, budget = 'change') {
  return rows.map((row) => {
    const { measured, parts, skipped, caught, missing } = standingOf(row, figures, budget);
    const kinds = parts.length === 0 ? '' : ` (${parts.map((part) => `${part.measured} ${part.unit}`).join(', ')})`;
    const figure = measured === 0 ? skipped?.replace(/^.*?: /, 'not measured here: ') ?? 'NOT MEASURED'
      : `${measured.toLocaleString('en')} of ${wantedOf(row, figures, budget).toLocaleString('en')} ${row.unit}${kinds}`;
    return `  ${row.row.padEnd(5)} ${row.promise}: ${figure}; mutants caught ${caught.length} of ${mutantsOf(row, budget).length}`
      + (missing.length > 0 ? `, missing ${missing.join(', ')}` : '');
  });
}

const kFaults = [['lost', 'lost'], ['dup', 'doubled'], ['broken', '(?:otherwise )?broken'], ['silent', 'silent'], ['5xx', 'of 5xx'], ['crash', 'crash']];
const kCounted = ['images', 'faults', 'kills', 'cuts', 'requests', 'inputs'];

/** Every row, what was counted, what was broken, and the mutants: all of it read from the figures. */
export function closingLine(figures, budget = 'change') {
  const honest = figures.filter((line) => !isMutant(line) && !kSkipped.test(line));
  const standings = rows.map((row) => standingOf(row, figures, budget));
  const seeds = honest.flatMap((line) => [...line.matchAll(/seeds (\d+) to (\d+)/g)]).reduce((sum, [, from, to]) => sum + Number(to) - Number(from) + 1, 0);
  const counts = kCounted.map((word) => `${sumOf(honest, `(?:malformed )?${word}`) ?? 0} ${word}`);
  const faults = kFaults.map(([name, word]) => `${name} ${sumOf(honest, word) ?? '-'}`);
  const caught = standings.reduce((sum, one) => sum + one.caught.length, 0);
  const all = rows.reduce((sum, row) => sum + mutantsOf(row, budget).length, 0);
  const skipped = standings.filter((one) => one.measured === 0 && one.skipped).map((one) => one.row);
  const measured = standings.filter((one) => one.measured > 0).length;
  return `promises: ${measured} of ${rows.length} rows measured${skipped.length > 0 ? `, ${skipped.join(' ')} not possible here` : ''}: `
    + `${seeds} seeds, ${counts.join(', ')}; ${faults.join(' ')}; mutants caught ${caught} of ${all}`;
}

/** What a change's run lacks, one sentence each; nothing when every promise was shown. */
export function lacking(figures) {
  const honest = figures.filter((line) => !isMutant(line) && !kSkipped.test(line));
  const broken = kFaults.map(([name, word]) => [name, sumOf(honest, word) ?? 0]).filter(([, sum]) => sum > 0)
    .map(([name, sum]) => `${name} ${sum}, and not one may be`);
  return broken.concat(rows.flatMap((row) => {
    const { measured, parts, skipped, missing } = standingOf(row, figures);
    if (measured === 0 && skipped) return [];
    return [
      ...(measured < row.change ? [`${row.row}: ${measured} of ${row.change} ${row.unit}`] : []),
      ...parts.filter((part) => part.measured < part.change).map((part) => `${row.row}: ${part.measured} ${part.unit}, at least ${part.change}`),
      ...missing.map((mutant) => `${row.row}: the mutant ${mutant} was not caught`),
    ];
  }));
}

/** Whether a whole run showed every promise that can be shown here. */
export const isComplete = (figures) => lacking(figures).length === 0;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const figures = figuresIn(readFileSync(process.argv[2], 'utf8'));
  for (const line of figures) console.log(line);
  if (process.argv.includes('--whole')) for (const line of table(figures)) console.log(line);
  if (figures.length > 0) console.log(closingLine(figures));
  if (process.argv.includes('--whole') && !isComplete(figures)) {
    for (const line of lacking(figures)) console.error(`promises: ${line}`);
    process.exit(1);
  }
}
