// SPDX-License-Identifier: Apache-2.0
// Words that take turns with the page's name in its tab, for who looks at another tab.
import { onUnmounted, watch } from 'vue';

const turnMs = 1_000;  // Browsers give a hidden page one turn a second.

/** @param words what flashes; empty: the page has its own name. */
export function useTitleFlash(words: () => string): void {
  let timer = 0;
  let own = '';
  const stop = () => {
    window.clearInterval(timer);
    if (timer) document.title = own;
    timer = 0;
  };
  watch(words, (said) => {
    stop();
    if (!said) return;
    own = document.title;
    document.title = said;
    timer = window.setInterval(() => { document.title = document.title === said ? own : said; }, turnMs);
  }, { immediate: true });
  onUnmounted(stop);
}
