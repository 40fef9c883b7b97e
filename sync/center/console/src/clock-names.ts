// SPDX-License-Identifier: Apache-2.0
// A clock of a ticket by its name: "verify", "reply", "reply.1" after the first rework, "reply+1" with more time.
import { useWords } from './words';

/** The clocks that a card may be about; after each rework the answer has another. */
const reworksMax = 9;
export const clockCodes = ['verify', 'reply', 'recheck', 'appeal', 'promise', 'visit', 'weekly_report',
  ...Array.from({ length: reworksMax }, (_, at) => `reply.${at + 1}`)];

export function useClockNames() {
  const { t, te } = useWords();
  const name = (clock: string): string => {
    const first = clock.split('+', 1)[0] ?? clock;
    if (first !== clock) return t('clock.extended', { clock: name(first) });
    if (clock.startsWith('reply.')) return t('clock.rework');
    const plain = clock.split('.', 1)[0] ?? clock;
    return te(`clock.${plain}`) ? t(`clock.${plain}`) : clock;
  };
  return name;
}
