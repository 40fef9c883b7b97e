// SPDX-License-Identifier: Apache-2.0
// Rows {what, measured, wanted, met} as a table for people.

export function tableOf(rows) {
  const lines = [{ what: 'what', measured: 'measured', wanted: 'wanted' }, ...rows];
  const width = (key) => Math.max(...lines.map((line) => (line[key] ?? '').length));
  const [what, measured] = [width('what'), width('measured')];
  return lines.map((line) => {
    const verdict = line.met === undefined ? '' : line.met ? '  ok' : '  MISSED';
    return `${line.what.padEnd(what)}  ${line.measured.padStart(measured)}  ${line.wanted ?? ''}${verdict}`.trimEnd();
  }).join('\n');
}
