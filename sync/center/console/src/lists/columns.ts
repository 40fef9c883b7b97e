// SPDX-License-Identifier: Apache-2.0
// Which columns a list of tickets shows; chosen by each person for this computer.
import { ref, watch } from 'vue';

export const columnIds = ['number', 'what', 'where', 'filed', 'state', 'due', 'callbacks', 'language'] as const;
export type Column = (typeof columnIds)[number];

const key = 'sunbooth.columns';
const usual: Column[] = ['number', 'what', 'where', 'filed', 'state', 'due', 'callbacks'];

function kept(): Column[] {
  const names = (localStorage.getItem(key) ?? '').split(' ');
  const known = columnIds.filter((id) => names.includes(id));
  return known.includes('number') ? known : usual;
}

export const columns = ref<Column[]>(kept());
watch(columns, (now) => localStorage.setItem(key, now.join(' ')));

/** Shows or hides a column; the number is the way into a ticket and always stays. */
export function showColumn(id: Column, shown: boolean): void {
  columns.value = columnIds.filter((one) => one === 'number' || (one === id ? shown : columns.value.includes(one)));
}
