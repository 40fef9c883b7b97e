// SPDX-License-Identifier: Apache-2.0
// Filters under a name of one's own: kept by the center, so that they are there on any computer.
import { computed, reactive } from 'vue';
import { api, type SavedView } from '../api';
import { current } from '../session';

export type SavedList = SavedView['list'];
const kept = reactive({ account: '', views: [] as SavedView[] });

/** Those of one list; empty until loadSaved(). */
export const savedOf = (list: SavedList) => computed(() =>
  (kept.account === current.session?.account ? kept.views : []).filter((one) => one.list === list));

/** Asks for them when somebody else sits here than before. */
export async function loadSaved(): Promise<void> {
  const account = current.session?.account ?? '';
  if (!account || kept.account === account) return;
  kept.views = (await api.views()).items;
  kept.account = account;
}

/** Saves under this name, in place of what had it. */
export async function save(list: SavedList, name: string, query: string): Promise<void> {
  const fresh = await api.saveView({ list, name, query });
  const at = kept.views.findIndex((one) => one.id === fresh.id);
  if (at < 0) kept.views.push(fresh);
  else kept.views[at] = fresh;
}

export async function forget(id: string): Promise<void> {
  await api.forgetView(id);
  kept.views = kept.views.filter((one) => one.id !== id);
}
