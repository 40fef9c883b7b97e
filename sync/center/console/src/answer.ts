// SPDX-License-Identifier: Apache-2.0
// One answer that a page is made of. Whoever asks for another year while the first is on its way sees the other one,
// whichever answer comes first.
import { ref, shallowRef } from 'vue';
import { useProblemWords, type Words } from './problem-words';

/** What was answered before stays until the next answer is there. */
export function useAnswer<Answer>(ask: () => Promise<Answer>) {
  const wordsOf = useProblemWords();
  const answer = shallowRef<Answer>();
  const error = shallowRef<Words>();
  const loading = ref(false);
  let turn = 0;

  async function load(): Promise<void> {
    const mine = ++turn;
    loading.value = true;
    try {
      const found = await ask();
      if (mine === turn) [answer.value, error.value] = [found, undefined];
    } catch (problem) {
      if (mine === turn) error.value = () => wordsOf(problem);
    } finally {
      if (mine === turn) loading.value = false;
    }
  }
  return { answer, error, loading, load };
}
