// SPDX-License-Identifier: Apache-2.0
import { parts } from './parts.mjs';

const kHead = `# What was promised, and what was measured

Written by \`./dev campaign\`; each line is as the run printed it, with the commit that it ran on. The
rows are those of the plan's table of promises. \`./dev test\` measures a slice of each on every change.
`;

function section(part, results) {
  const done = results.filter((result) => result.part === part.name);
  if (done.length === 0) return `## ${part.name}\n\nNot measured yet.\n`;
  const seconds = done.reduce((sum, result) => sum + result.seconds, 0);
  const commits = [...new Set(done.map((result) => result.commit))].join(', ');
  const lines = done.flatMap((result) => [...result.figures, result.closing].map((line) => `* ${line}`));
  return [
    `## ${part.name}`,
    '',
    `${done.length} of ${part.slices} slices, ${seconds} s on ${done[0].cores} cores, commit ${commits}`,
    '',
    ...new Set(lines),
    '',
  ].join('\n');
}

/** @returns {string} the whole of tests/RELIABILITY.md */
export function report(results) {
  return [kHead, ...parts.map((part) => section(part, results))].join('\n');
}
