// SPDX-License-Identifier: Apache-2.0
// The page's name in its tab (WCAG 2.4.2), and words that take turns with it for who looks at another tab.
import { onUnmounted, ref, watch, watchEffect } from 'vue';

const turnMs = 1_000;  // Browsers give a hidden page one turn a second.
const own = ref(document.title);
/** Of what the page is: a ticket's number, a case's. Empty: of nothing in particular. */
const detail = ref('');
let detailOf: symbol | undefined;
let flashing = false;
watch(own, (title) => { if (!flashing) document.title = title; });

/** @param words what the page is called, in the language of now. */
export function useTitle(words: () => string): void {
  watchEffect(() => { own.value = [detail.value, words()].filter(Boolean).join(' · '); });
}

/** Names what the page is about for as long as it is open. */
export function useTitleDetail(words: () => string): void {
  const page = detailOf = Symbol('page');
  watchEffect(() => { detail.value = words(); });
  // The next page may have named itself already.
  onUnmounted(() => { if (detailOf === page) detail.value = ''; });
}

/** @param words what flashes; empty: the page has its own name. */
export function useTitleFlash(words: () => string): void {
  let timer = 0;
  const stop = () => {
    window.clearInterval(timer);
    flashing = false;
    if (timer) document.title = own.value;
    timer = 0;
  };
  watch(words, (said) => {
    stop();
    if (!said) return;
    flashing = true;
    document.title = said;
    timer = window.setInterval(() => { document.title = document.title === said ? own.value : said; }, turnMs);
  }, { immediate: true });
  onUnmounted(stop);
}
