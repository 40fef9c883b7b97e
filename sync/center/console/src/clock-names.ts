// SPDX-License-Identifier: Apache-2.0
// A clock of a ticket by its name: "verify", "reply", "reply.1" after the first rework.
import { useWords } from './words';

export function useClockNames() {
  const { t, te } = useWords();
  return (clock: string): string => {
    if (clock.startsWith('reply.')) return t('clock.rework');
    return te(`clock.${clock}`) ? t(`clock.${clock}`) : clock;
  };
}
