// SPDX-License-Identifier: Apache-2.0
// Filters under a name of one's own: kept by the center, so that they are there on any computer.
import { computed, reactive } from 'vue';
import { api, type SavedView } from '../api';
import { optimistically } from '../optimistic';
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
  const wanted: SavedView = { id: '', list, name, query };
  const fresh = await optimistically(() => put(wanted), () => api.saveView({ list, name, query }));
  // What stands for it meanwhile gets its number; a page that was loaded meanwhile has it already.
  const at = kept.views.findIndex((one) => one.list === list && one.name === name);
  if (at >= 0) kept.views[at] = fresh;
}

/** Shows it under its name, in place of what had it. @returns how that is taken back. */
function put(wanted: SavedView): () => void {
  const before = [...kept.views];
  const at = before.findIndex((one) => one.list === wanted.list && one.name === wanted.name);
  kept.views = at < 0 ? [...before, wanted] : before.map((one, i) => (i === at ? wanted : one));
  return () => { kept.views = before; };
}

export async function forget(id: string): Promise<void> {
  if (!id) return;  // The center has not said its number yet.
  await optimistically(() => {
    const before = kept.views;
    kept.views = before.filter((one) => one.id !== id);
    return () => { kept.views = before; };
  }, () => api.forgetView(id));
}
