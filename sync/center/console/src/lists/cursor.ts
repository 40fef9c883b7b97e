// SPDX-License-Identifier: Apache-2.0
// A list that comes page by page: asked for anew when its question changes, and when the network or
// the session come back after a failure. An answer to an older question is thrown away.
import { computed, reactive, shallowRef, watch } from 'vue';
import { connection, Problem } from '../api';
import { useProblemWords, type Words } from '../problem-words';
import { current } from '../session';

/** How many there are on all pages; `more`: so many at least. */
export interface Total { n: number; more: boolean }
export interface CursorPage<Row> { items: Row[]; next?: string | null; total?: Total | undefined }
type Ask<Row> = (cursor: string, signal: AbortSignal) => Promise<CursorPage<Row>>;

const pagesMax = 20;  // So many pages are asked for again at once after a change; then from the top.

export function useCursorList<Row>(ask: Ask<Row>, question: () => string) {
  const wordsOf = useProblemWords();
  const rows = shallowRef<Row[]>([]);
  const error = shallowRef<Words>();
  const told = shallowRef<Total>();  // With the first page.
  const list = reactive({ next: '', loading: false, loaded: false });
  let running = new AbortController();

  async function fetchInto(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    running.abort();
    const mine = running = new AbortController();
    list.loading = true;
    error.value = undefined;
    try {
      await work(mine.signal);
      if (mine === running) list.loaded = true;
    } catch (problem) {
      if (mine === running && !(problem instanceof Problem && problem.type === 'aborted')) error.value = () => wordsOf(problem);
    } finally {
      if (mine === running) list.loading = false;
    }
  }
  function take(page: CursorPage<Row>, before: Row[], signal: AbortSignal): void {
    if (signal.aborted) return;
    rows.value = [...before, ...page.items];
    list.next = page.next ?? '';
    if (page.total) told.value = page.total;
  }

  const load = () => fetchInto(async (signal) => {
    rows.value = [];
    list.next = '';
    list.loaded = false;
    told.value = undefined;
    take(await ask('', signal), [], signal);
  });
  const more = () => fetchInto(async (signal) => {
    if (list.next) take(await ask(list.next, signal), rows.value, signal);
  });
  /** Asks again for what is shown, which stays until the answer is there. */
  const refresh = () => fetchInto(async (signal) => {
    const wanted = rows.value.length;
    let all: Row[] = [];
    let page: CursorPage<Row> = { items: [], next: '' };
    let total: Total | undefined;
    for (let i = 0; i < pagesMax && (i === 0 || (page.next && all.length < wanted)); i++) {
      page = await ask(page.next ?? '', signal);
      total ??= page.total;
      all = [...all, ...page.items];
    }
    take({ items: [], next: page.next ?? null, total }, all, signal);
  });

  watch(question, () => void load(), { immediate: true });
  watch([() => connection.offline, () => current.ended], () => {
    if (!connection.offline && !current.ended && error.value) void (rows.value.length ? more() : load());
  });
  /** Puts other rows in the place of these, until the next answer. @returns how that is undone, if none came. */
  function show(change: (row: Row) => Row | null): () => void {
    const before = rows.value;
    const shown = rows.value = before.flatMap((row) => change(row) ?? []);
    return () => { if (rows.value === shown) rows.value = before; };
  }
  /** Once all pages are there it is what they hold. */
  const total = computed<Total | undefined>(() => (list.loaded && !list.next ? { n: rows.value.length, more: false } : told.value));
  return { rows, error, list, total, load, more, refresh, show };
}
export type CursorList = Pick<ReturnType<typeof useCursorList>, 'error' | 'list' | 'load' | 'more'> & { rows: { value: readonly unknown[] } };
