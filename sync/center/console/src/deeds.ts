// SPDX-License-Identifier: Apache-2.0
// Doing something with a ticket: sent at the version that the page shows. When somebody else was
// quicker, both versions are kept: what they did, and the words that were not sent.
import { ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, Problem, type Ticket, type TicketEvent } from './api';
import { useProblemWords, type Words } from './problem-words';

export interface Overtaken {
  events: TicketEvent[];
  action: string;
  typed: string;
  /** The words still stand in their field, and may be sent again. */
  kept: boolean;
}

type Fields = Record<string, string | number | boolean | undefined>;

export function useDeeds(ticket: () => Ticket, changed: (now: Ticket) => void) {
  const { t } = useI18n();
  const wordsOf = useProblemWords();
  const message = shallowRef<Words>();
  const failed = shallowRef<Words>();
  const overtaken = ref<Overtaken | null>(null);
  const busy = ref(false);

  function giveWay(action: string, typed: string, known: number, now: Ticket): void {
    overtaken.value = {
      events: now.events.filter((event) => event.n > known), action, typed,
      kept: (now.allowed as string[]).includes(action),
    };
    changed(now);
  }

  /** @return whether it is recorded. */
  async function act(action: string, fields: Fields): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    message.value = failed.value = undefined;
    overtaken.value = null;
    const { id, version } = ticket();
    try {
      const fresh = await api.act(id, { action, expected_version: version, ...fields });
      message.value = () => t('act.done');
      changed(fresh);
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.current) {
        giveWay(action, String(fields.text ?? fields.words ?? fields.note ?? ''), version, problem.current);
      } else {
        failed.value = () => wordsOf(problem);
      }
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { act, busy, message, failed, overtaken };
}
