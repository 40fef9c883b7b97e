// SPDX-License-Identifier: Apache-2.0
// What there is to do today: asked for once, shown by the menu and the first page.
import { reactive } from 'vue';
import { api, type Today } from './api';

/** The hall's civil day; eight hours ahead of UTC all year. */
export const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** So many years on, and the day before. */
export function yearsOn(from: string, years: number): string {
  const at = new Date(`${from}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

export const day = reactive({
  now: null as Today | null,
  problem: null as unknown,
  async load(): Promise<void> {
    try {
      day.now = await api.today();
      day.problem = null;
    } catch (problem) {
      day.problem = problem;
    }
  },
  /** Whoever signs in next has another day. */
  forget(): void {
    day.now = null;
    day.problem = null;
  },
});
