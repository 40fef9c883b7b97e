// SPDX-License-Identifier: Apache-2.0
// A list that follows what happens. Few rows are loaded anew under the eye, each in its place; a long
// list, or one in which somebody has marked or opened something, says that there is news, and waits.
import { ref } from 'vue';
import { current } from '../session';
import { useLive } from '../stream';

const quietUpTo = 100;  // Rows: one question.

interface Followed { rows: { value: readonly unknown[] }; refresh: () => Promise<void>; load: () => Promise<void> }

export function useLiveList(lists: readonly string[], list: Followed, isBusy: () => boolean = () => false) {
  const waiting = ref(false);
  useLive(lists, (changes, all) => {
    // What oneself did is on the page already.
    if (!all && changes.every((one) => one.by !== null && one.by === current.session?.account)) return;
    if (list.rows.value.length > quietUpTo || isBusy()) waiting.value = true;
    else void list.refresh();
  });
  return {
    waiting,
    load(): void {
      waiting.value = false;
      void list.load();
    },
  };
}
