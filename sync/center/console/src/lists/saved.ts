// SPDX-License-Identifier: Apache-2.0
// Filters under a name of one's own. Kept in this browser, by account; they hold no citizen's data.
import { computed, ref } from 'vue';
import { current } from '../session';

export interface Saved { name: string; query: string }
const savedMax = 20;
const touched = ref(0);
const key = () => `sunbooth.filters.${current.session?.account ?? ''}`;

function isSaved(one: unknown): one is Saved {
  return typeof one === 'object' && one !== null
    && typeof (one as Saved).name === 'string' && typeof (one as Saved).query === 'string';
}

function read(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isSaved).slice(0, savedMax) : [];
  } catch {
    return [];
  }
}

function write(all: Saved[]): void {
  localStorage.setItem(key(), JSON.stringify(all.slice(0, savedMax)));
  touched.value += 1;
}

export const saved = computed(() => {
  void touched.value;
  return read();
});

/** Saves under this name, in place of what had it. */
export function save(name: string, query: string): void {
  write([...read().filter((one) => one.name !== name), { name, query }]);
}

export function forget(name: string): void {
  write(read().filter((one) => one.name !== name));
}
