// SPDX-License-Identifier: Apache-2.0
// Two texts, line by line: what went, what came, what stayed. The longest common subsequence of a few
// hundred lines takes a few milliseconds.
export interface DiffLine { sign: ' ' | '-' | '+'; text: string }

export function diffOf(before: string, after: string): DiffLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  const best = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i]![j] = a[i] === b[j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i++]! });
      j++;
    } else if (i < a.length && (j >= b.length || best[i + 1]![j]! >= best[i]![j + 1]!)) {
      lines.push({ sign: '-', text: a[i++]! });
    } else {
      lines.push({ sign: '+', text: b[j++]! });
    }
  }
  return lines;
}

/** Only what changed, with so many lines around it; null where lines were left out. */
export function narrowed(lines: readonly DiffLine[], around = 2): (DiffLine | null)[] {
  const keep = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some((one) => one.sign !== ' '));
  const out: (DiffLine | null)[] = [];
  lines.forEach((line, at) => {
    if (keep[at]) out.push(line);
    else if (out.at(-1) !== null) out.push(null);
  });
  return out;
}
