// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { closingLine, mutantsOf, standingOf, wantedOf } from './figures.mjs';
import { ledgerFile, readLedger, sumOfYears } from './ledger.mjs';
import { parts } from './parts.mjs';
import { change } from './results.mjs';
import { rows } from './rows.mjs';

const kHead = `# What was promised, and what was measured

Written by \`./dev campaign\`; every figure is as a run printed it, with the commit and the day. The rows are those of the
plan's table of promises. \`./dev test\` measures a slice of each on every change (the part "change") and closes with its
figures. A commit "a/b" is the change a, measured on top of b.
`;

/** One line a row: what was measured of the campaign's budget, and the mutants. */
function tableOf(figures) {
  const lines = rows.map((row) => {
    const { measured, parts, skipped, caught, missing } = standingOf(row, figures, 'campaign');
    const kinds = parts.length === 0 ? '' : `: ${parts.map((part) => `${part.measured.toLocaleString('en')} ${part.unit}`).join(', ')}`;
    const figure = measured > 0 ? `${measured.toLocaleString('en')}${kinds}` : (skipped ?? 'not measured yet');
    const mutants = `${caught.length} of ${mutantsOf(row, 'campaign').length}${missing.length > 0 ? ` (not yet: ${missing.join(', ')})` : ''}`;
    return `| ${row.row} | ${row.promise} | ${figure} | ${row.change.toLocaleString('en')} | ${wantedOf(row, figures, 'campaign').toLocaleString('en')} | ${row.unit} | ${mutants} |`;
  });
  return ['| row | promise | measured | wanted of a change | wanted of a campaign | of | mutants caught |', '|---|---|---|---|---|---|---|', ...lines, ''].join('\n');
}

function section(part, results) {
  const done = results.filter((result) => result.part === part.name);
  if (done.length === 0) return `## ${part.name}\n\nNot measured yet.\n`;
  const seconds = done.reduce((sum, result) => sum + result.seconds, 0);
  const commits = [...new Set(done.map((result) => `${result.commit} (${result.date})`))].join(', ');
  const lines = done.flatMap((result) => [...result.figures, result.closing].map((line) => `* ${line}`));
  return [
    `## ${part.name}`,
    '',
    `${part === change ? `${done.length} runs` : `${done.length} of ${part.slices} slices`}, ${seconds} s on ${done[0].cores} cores, commit ${commits}`,
    '',
    ...new Set(lines),
    '',
  ].join('\n');
}

/** @returns {string} the whole of tests/RELIABILITY.md */
export function report(results) {
  const figures = results.flatMap((result) => result.figures);
  const ledger = existsSync(ledgerFile) ? `Simulator, by the ledger of seeds: ${sumOfYears(readLedger(readFileSync(ledgerFile, 'utf8')))}.\n` : '';
  return [kHead, tableOf(figures), `${closingLine(figures, 'campaign')}\n`, ledger, ...[change, ...parts].map((part) => section(part, results))].join('\n');
}
