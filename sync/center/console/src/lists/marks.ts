// SPDX-License-Identifier: Apache-2.0
// Rows that somebody has marked, to do the same with all of them.
import { computed, shallowRef, watch } from 'vue';
import type { ListKind } from './kind';

export function useMarks<Row>(kind: ListKind<Row>, rows: () => readonly Row[], question: () => string) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  watch(question, () => { ids.value = new Set(); });
  return {
    ids,
    rows: computed(() => (ids.value.size ? rows().filter((row) => ids.value.has(kind.id(row))) : [])),
    mark(some: readonly string[], on: boolean): void {
      const next = new Set(ids.value);
      for (const id of some) if (on) next.add(id); else next.delete(id);
      ids.value = next;
    },
    /** Only these stay marked. */
    keep: (some: readonly string[]) => { ids.value = new Set(some); },
  };
}
export type Marks<Row> = ReturnType<typeof useMarks<Row>>;
