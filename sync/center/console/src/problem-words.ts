// SPDX-License-Identifier: Apache-2.0
// What went wrong, in the words of the page's language. The server's own words are for its log.
import { useI18n } from 'vue-i18n';
import { Problem } from './api';

/** Words on the page that are chosen anew when its language changes. */
export type Words = () => string;

export function useProblemWords() {
  const { t } = useI18n();
  return (problem: unknown): string => {
    if (!(problem instanceof Problem)) return t('error.unknown');
    if (problem.field === 'account' && problem.status === 403) return t('error.other_person');
    if (problem.field === 'into') return t('error.into');
    switch (problem.status) {
      case 0: return t('error.network');
      case 400: return t('error.input');
      case 403: return t('error.forbidden');
      case 404: return t('error.missing');
      case 429: return t('error.wait', { seconds: problem.retryAfter || 60 });
      case 503: return t('error.busy');
      default: return t('error.unknown');
    }
  };
}
