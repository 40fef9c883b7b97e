// SPDX-License-Identifier: Apache-2.0
// A list that is wider than its place folds: its last columns go into the cell that names the row, each with its
// heading, one by one until the rest fits. Nothing slides sideways, nothing is left out, and the table stays one.
import { computed, nextTick, onMounted, onUnmounted, ref, watch, type Ref } from 'vue';
import type { Column } from './kind';

/**
 * @param moving whether rows fly past: their columns stand then, and are no measure
 * @param changed what else may make rows wider, such as how many there are
 */
export function useFold<Row>(table: Ref<HTMLElement | undefined>, columns: () => readonly Column<Row>[], moving: () => boolean, changed: () => unknown) {
  const count = ref(0);  // Of columns that are folded.
  let width = 0;         // Of the place, when it was last looked at.
  let busy = false;
  let stale = false;  // The width has changed since all columns were tried.

  /** First those that can be spared, from the end. */
  const order = computed(() => {
    const may = columns().filter((one) => !one.names).reverse();
    return [...may.filter((one) => !one.keep), ...may.filter((one) => one.keep)];
  });
  const folded = computed(() => new Set(order.value.slice(0, count.value).map((one) => one.id)));

  const isWide = () => { const place = table.value?.parentElement; return Boolean(place && table.value && table.value.scrollWidth > place.clientWidth + 1); };
  async function fit(): Promise<void> {
    if (busy || moving()) return;
    busy = true;
    while (count.value < order.value.length && isWide()) {
      count.value += 1;
      await nextTick();
    }
    busy = false;
  }
  async function again(): Promise<void> {
    stale = moving();
    if (stale) return;
    count.value = 0;
    await nextTick();
    await fit();
  }
  const watcher = new ResizeObserver(() => {
    const now = table.value?.parentElement?.clientWidth ?? 0;
    if (now === width) return;
    width = now;
    void again();
  });
  watch(columns, () => void again(), { flush: 'post' });
  watch([changed, moving], () => void (stale ? again() : fit()), { flush: 'post' });
  onMounted(() => {
    const place = table.value?.parentElement;
    if (place) watcher.observe(place);
  });
  onUnmounted(() => watcher.disconnect());

  return {
    shown: computed(() => columns().filter((one) => !folded.value.has(one.id))),
    folded: computed(() => columns().filter((one) => folded.value.has(one.id))),
  };
}
