// SPDX-License-Identifier: Apache-2.0
import { createI18n } from 'vue-i18n';
import en from './locale/en.json';
import zh from './locale/zh-CN.json';

const key = 'sunbooth.language';
const chosen = localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN';
document.documentElement.lang = chosen;

export const i18n = createI18n({
  legacy: false,
  locale: chosen,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
});

/** The other of the two languages; remembered on this computer. */
export function switchLanguage(): void {
  const next = i18n.global.locale.value === 'zh-CN' ? 'en' : 'zh-CN';
  i18n.global.locale.value = next;
  localStorage.setItem(key, next);
  document.documentElement.lang = next;
}
