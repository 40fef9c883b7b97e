// SPDX-License-Identifier: Apache-2.0
// What a list asks for stands in the page's address: it can be bookmarked, sent to a colleague,
// saved under a name, and survives the way back.
import { computed } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';
import type { TicketRow } from '../api';

/** Of tickets as the pictures count them. */
export const countedNames = ['reached', 'closed_in', 'late', 'rate', 'met', 'closed_from', 'closed_to'] as const;
export const queryNames = ['view', 'waiting', 'state', 'kind', 'topic', 'unit', 'handled_by', 'window', 'from', 'to', ...countedNames, 'q', 'sort'] as const;
export type QueryName = (typeof queryNames)[number];
export type Query = Partial<Record<QueryName, string>>;

const isByDue = (sort: string | undefined) => sort === 'due' || sort === 'due_last';
/** Orders that may be asked for beside what else is asked for: the API has one of its own for the rest. */
export const ordersOf = (query: Query): readonly string[] => (query.view ? ['due', 'due_last']
  : query.waiting ? [] : query.q || countedNames.some((name) => query[name]) ? ['', 'oldest'] : ['', 'oldest', 'due', 'due_last']);
/** The order of a list, as the headings know it. */
export const orderOf = (query: Query): string => (query.waiting ? 'wait' : query.sort ?? (query.view ? 'due' : ''));

/** Every state of a ticket, in the order of its life: the compiler counts them. */
const everyState: Record<TicketRow['state'], true> = {
  registered: true, verified: true, accepted: true, need_info: true, reviewing: true, replied: true, closed: true, appealed: true, rechecking: true,
  archived: true, not_accepted: true, withdrawn: true, merged: true, transferred: true,
};
export const states = Object.keys(everyState) as TicketRow['state'][];

export function queryOf(address: LocationQuery): Query {
  const query: Query = {};
  for (const name of queryNames) {
    const value = address[name];
    if (typeof value === 'string' && value) query[name] = value;
  }
  return query;
}

/** The query as the text of an address, always in the same order. */
export function textOf(query: Query): string {
  const words = new URLSearchParams();
  for (const name of queryNames) if (query[name]) words.set(name, query[name]);
  return words.toString();
}

export function useQuery() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => queryOf(route.query));
  return {
    query,
    choose(changes: Query): void {
      const next = { ...query.value, ...changes };
      // The list of calls and the views have an order and a choice of their own.
      if (changes.view) for (const name of ['waiting', 'sort', 'q', ...countedNames] as const) delete next[name];
      if (changes.waiting) { delete next.view; delete next.state; delete next.sort; }
      if (changes.state) delete next.waiting;
      if (changes.q) { delete next.view; delete next.sort; }
      if (changes.sort || changes.q) delete next.waiting;
      if (changes.sort && next.view && !isByDue(changes.sort)) delete next.view;
      void router.replace({ query: queryOf(next as LocationQuery) });
    },
    clear: () => void router.replace({ query: {} }),
  };
}
