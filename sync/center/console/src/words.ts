// SPDX-License-Identifier: Apache-2.0
// Words of the catalogue for lists, which ask for the same few of them hundreds of times: a word without
// anything to fill in is looked up once in each language.
import { useI18n } from 'vue-i18n';

const kept = new Map<string, string>();

export function useWords() {
  const { t: look, te, locale } = useI18n();
  function t(key: string, fill?: Record<string, unknown>): string {
    if (fill) return look(key, fill);
    const name = `${locale.value} ${key}`;
    let word = kept.get(name);
    if (word === undefined) kept.set(name, word = look(key));
    return word;
  }
  return { t, te, locale };
}
