// SPDX-License-Identifier: Apache-2.0
// Which columns a list shows; chosen by each person for this computer, one choice for each list.
import { computed, ref, type Ref } from 'vue';
import type { Column, ListKind } from './kind';

const kept = new Map<string, Ref<readonly string[] | null>>();
const keyOf = (list: string) => `sunbooth.columns.${list}`;

function chosenOf(list: string): Ref<readonly string[] | null> {
  let chosen = kept.get(list);
  if (!chosen) {
    chosen = ref<readonly string[] | null>(localStorage.getItem(keyOf(list))?.split(' ') ?? null);
    kept.set(list, chosen);
  }
  return chosen;
}

export function useColumns<Row>(kind: ListKind<Row>) {
  const chosen = chosenOf(kind.list);
  const isShown = (column: Column<Row>) => column.names || (chosen.value ? chosen.value.includes(column.id) : !column.rare);
  const columns = computed(() => kind.columns.filter(isShown));
  return {
    columns,
    isShown,
    show(id: string, shown: boolean): void {
      const now = kind.columns.filter((one) => (one.id === id ? shown : isShown(one))).map((one) => one.id);
      chosen.value = now;
      localStorage.setItem(keyOf(kind.list), now.join(' '));
    },
  };
}
