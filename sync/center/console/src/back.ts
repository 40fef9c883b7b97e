// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';

/** The page that one came from, with its filters, where it is one of these; else `otherwise`. */
export function useBack(pages: RegExp, otherwise: string) {
  return computed(() => {
    const from: unknown = window.history.state?.back;
    return typeof from === 'string' && pages.test(from) ? from : otherwise;
  });
}
