// SPDX-License-Identifier: Apache-2.0
// A form that is sent: its button waits meanwhile, and what went wrong stands below it.
import { ref, shallowRef } from 'vue';
import { useProblemWords, type Words } from './problem-words';

/** @param words another sentence for a problem that this form knows better; nothing: the usual one. */
export function useDoing(words: (problem: unknown) => string | undefined = () => undefined) {
  const usual = useProblemWords();
  const busy = ref(false);
  const failed = shallowRef<Words>();

  async function doing(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    failed.value = undefined;
    try {
      await work();
    } catch (problem) {
      failed.value = () => words(problem) ?? usual(problem);
    } finally {
      busy.value = false;
    }
  }
  return { busy, failed, doing };
}
