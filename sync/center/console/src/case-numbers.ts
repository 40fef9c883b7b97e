// SPDX-License-Identifier: Apache-2.0
// What may be the number of a case among words that somebody wrote. Pure; whether there is such a case the center says.

const digitsMin = 6;
const numbersMax = 3;
/** Of the office's own tickets. */
const isTicket = (word: string) => /^TS\d{15,}$/.test(word);
const isPhone = (word: string) => /^1\d{10}$/.test(word);
const isPerson = (word: string) => /^\d{17}[\dX]$/.test(word);

export function caseNumbersIn(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/\s*[-‐-―−]\s*/g, '-').toUpperCase();
  const words = plain.match(/[A-Z\d]+(?:-[A-Z\d]+)*/g) ?? [];
  const fits = words.filter((word) => (word.match(/\d/g) ?? []).length >= digitsMin && word.length <= 50 && !isTicket(word) && !isPhone(word) && !isPerson(word));
  return [...new Set(fits)].slice(0, numbersMax);
}
