// SPDX-License-Identifier: Apache-2.0
// The choices of a page, kept in its address: they survive the way back, and can be sent to a colleague.
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export function useAddress<Name extends string>(names: readonly Name[]) {
  const route = useRoute();
  const router = useRouter();
  const chosen = computed(() => {
    const all: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = route.query[name];
      if (typeof value === 'string' && value) all[name] = value;
    }
    return all;
  });
  return {
    chosen,
    /** The same as the text of an address, always in the same order. */
    text: computed(() => new URLSearchParams(names.flatMap((name) =>
      (chosen.value[name] ? [[name, chosen.value[name] as string]] : []))).toString()),
    choose(changes: Partial<Record<Name, string>>): void {
      const all = Object.entries({ ...chosen.value, ...changes }).filter(([, value]) => value);
      void router.replace({ query: Object.fromEntries(all) as Record<string, string> });
    },
  };
}
