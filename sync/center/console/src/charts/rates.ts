// SPDX-License-Identifier: Apache-2.0
// Rates as words and numbers. What must not be shown is null, and stays so.
import type { Rate } from '../api';

export const percent = (rate: Rate): number | null => (rate.permille === null || rate.permille === undefined ? null : rate.permille / 10);
export const percentWords = (rate: Rate): string | null => { const value = percent(rate); return value === null ? null : `${value.toFixed(1)}%`; };
/** The address behind a count: none behind a nought, and none where it is too small to be told. */
export const behind = (count: number | null | undefined, to: string | undefined) => (count ? to : undefined);
/** The day so many days after this one. */
export function dayAfter(iso: string, days: number): string {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
export function lastOfMonth(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return at.toISOString().slice(0, 10);
}
