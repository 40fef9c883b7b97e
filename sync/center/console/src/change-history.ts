// SPDX-License-Identifier: Apache-2.0
// What was done to one thing before. That it could not be read is told: an empty history would say that nothing was done.
import { shallowRef } from 'vue';
import type { JournalEntry } from './api';
import { useProblemWords, type Words } from './problem-words';

/** @param ask the entries, newest first. */
export function useChangeHistory(ask: () => Promise<{ items: JournalEntry[] }>) {
  const wordsOf = useProblemWords();
  const entries = shallowRef<readonly JournalEntry[]>([]);
  const failed = shallowRef<Words>();

  async function load(): Promise<void> {
    failed.value = undefined;
    try {
      entries.value = (await ask()).items;
    } catch (problem) {
      failed.value = () => wordsOf(problem);
    }
  }
  return { entries, failed, load };
}
export type ChangeHistory = ReturnType<typeof useChangeHistory>;
