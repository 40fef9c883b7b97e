// SPDX-License-Identifier: Apache-2.0
// What went wrong, in the words of the page's language. What the API refuses says why in both languages; what
// the HTTP layer or a gateway before it refuses has only a number, and its words stand here.
import { useI18n } from 'vue-i18n';
import { Problem } from './api';

/** Words on the page that are chosen anew when its language changes. */
export type Words = () => string;

const waitUsualS = 60;
const ofStatus: Record<number, string> = {
  0: 'network', 401: 'session', 403: 'forbidden', 404: 'missing', 409: 'conflict', 408: 'slow', 413: 'too_big', 414: 'too_long_address',
  431: 'too_long_address', 405: 'old_page', 406: 'old_page', 410: 'old_page', 415: 'old_page', 417: 'old_page', 421: 'old_page', 426: 'old_page',
  500: 'server', 501: 'old_page', 502: 'gone_proxy', 503: 'busy', 504: 'gone_proxy', 505: 'old_page', 507: 'server',
};

export function useProblemWords() {
  const { t, locale } = useI18n();
  /** Why the API refused it, where it says so in this language. */
  const why = (problem: Problem) => (locale.value === 'en' ? problem.message : problem.zh);
  return (problem: unknown): string => {
    if (!(problem instanceof Problem)) return t('error.unknown');
    if (problem.field === 'account' && problem.status === 403) return t('error.other_person');
    if (problem.field === 'into') return t('error.into');
    if (problem.status === 429) return t('error.wait', { seconds: problem.retryAfter || waitUsualS });
    if (problem.status === 400) return t('error.input') + (why(problem) ? t('error.because', { why: why(problem) }) : '');
    if (problem.status === 422 && why(problem)) return t('error.refused', { why: why(problem) });
    return t(`error.${ofStatus[problem.status] ?? 'unknown'}`);
  };
}
