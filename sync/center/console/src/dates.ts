// SPDX-License-Identifier: Apache-2.0
// Days as people write them, in either language of the console; days themselves are "2026-11-26". Pure.

const dayMs = 86_400_000;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const atNoon = (iso: string) => new Date(`${iso}T12:00:00Z`);
const isoOf = (at: Date) => at.toISOString().slice(0, 10);

/** The day, unless there is none such: 31 February. */
function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2200) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day, 12));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? isoOf(at) : undefined;
}

const found = (iso: string | undefined, whole: boolean): ReadDay | undefined => (iso ? { iso, whole } : undefined);
export interface ReadDay { iso: string; /** The year was written, too. */ whole: boolean }
/**
 * "2026-11-26", "2026/11/26", "20261126", "2026年11月26日", "Nov 26, 2026", "26 November"; without a year that of `today`.
 * @return nothing where it is no day.
 */
export function readDay(text: string, today: string): ReadDay | undefined {
  const words = text.trim().toLowerCase();
  if (words === '今天' || words === 'today') return { iso: today, whole: true };
  const digits = /^\d{8}$/.test(words) ? [words.slice(0, 4), words.slice(4, 6), words.slice(6)] : words.match(/\d+/g) ?? [];
  const numbers = digits.map(Number);
  const name = /[a-z]{3,}/.exec(words)?.[0];
  if (name) {
    const month = monthNames.indexOf(name.slice(0, 3)) + 1;
    const year = numbers.find((one) => one > 31);
    const day = numbers.find((one) => one <= 31);
    const iso = month && day ? dayOf(year ?? Number(today.slice(0, 4)), month, day) : undefined;
    return found(iso, year !== undefined);
  }
  const [first = 0, second = 0, third = 0] = numbers;
  if (numbers.length === 3 && digits[0]?.length === 4) {
    const iso = dayOf(first, second, third);
    return found(iso, true);
  }
  const iso = numbers.length === 2 ? dayOf(Number(today.slice(0, 4)), first, second) : undefined;
  return found(iso, false);
}

/** "9:05", "0905", "9点5分" as "09:05". */
export function readTime(text: string): string | undefined {
  const words = text.trim();
  const [hour = -1, minute = 0] = (/^\d{3,4}$/.test(words) ? [words.slice(0, -2), words.slice(-2)] : words.match(/\d+/g) ?? []).map(Number);
  return hour >= 0 && hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : undefined;
}

export const daysOn = (iso: string, days: number) => isoOf(new Date(atNoon(iso).getTime() + days * dayMs));
/** The same day of another month, or its last one. */
export function monthsOn(iso: string, months: number): string {
  const at = atNoon(iso);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0, 12));
  return isoOf(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(at.getUTCDate(), last.getUTCDate()), 12)));
}
/** 0: Monday. */
export const weekdayOf = (iso: string) => (atNoon(iso).getUTCDay() + 6) % 7;
/** The weeks that a month lies in, from Monday to Sunday. */
export function weeksOf(iso: string): string[][] {
  const first = `${iso.slice(0, 7)}-01`;
  const from = daysOn(first, -weekdayOf(first));
  const weeks = Math.ceil((weekdayOf(first) + Number(daysOn(monthsOn(first, 1), -1).slice(8))) / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, day) => daysOn(from, week * 7 + day)));
}
