// SPDX-License-Identifier: Apache-2.0
// Doing something with a ticket: sent at the version that the page shows. When somebody else was
// quicker, both versions are kept: what they did, and what was not sent. Who finds their own deed there
// has done it: only the answer was lost.
import { ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, Problem, type Ticket, type TicketEvent } from './api';
import { isDone } from './deed-done';
import type { Fields as Said } from './event-words';
import { showPending } from './pending';
import { useProblemWords, type Words } from './problem-words';
import { current } from './session';

export interface Overtaken {
  events: TicketEvent[];
  action: string;
  /** What one chose and typed, by field. */
  meant: Said;
  /** The words still stand in their field, and may be sent again. */
  kept: boolean;
}

type Fields = Record<string, string | number | boolean | undefined>;
/** As the center keeps them: texts, a yes or a no. */
const keptAs = (fields: Fields): Said => Object.fromEntries(Object.entries(fields).flatMap(([name, value]) =>
  (value === undefined || value === '' ? [] : [[name, value === true ? 'yes' : value === false ? 'no' : String(value)]])));

export function useDeeds(ticket: () => Ticket, changed: (now: Ticket) => void) {
  const { t } = useI18n();
  const wordsOf = useProblemWords();
  const message = shallowRef<Words>();
  const failed = shallowRef<Words>();
  const overtaken = ref<Overtaken | null>(null);
  const busy = ref(false);

  function done(now: Ticket): true {
    message.value = () => t('act.done');
    changed(now);
    return true;
  }
  /** @return whether what stands there now is one's own deed. */
  function giveWay(action: string, fields: Fields, known: number, now: Ticket): boolean {
    const events = now.events.filter((event) => event.n > known);
    const meant = keptAs(fields);
    if (events.some((event) => event.by === current.session?.account && isDone(action, meant, event))) return done(now);
    overtaken.value = { events, action, meant, kept: (now.allowed as string[]).includes(action) };
    changed(now);
    return false;
  }
  /** An older word about another ticket, or another try. */
  function clear(): void {
    message.value = failed.value = undefined;
    overtaken.value = null;
  }

  /** @return whether it is recorded. */
  async function act(action: string, fields: Fields): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    clear();
    const { id, version } = ticket();
    const answered = showPending(id, action, keptAs(fields));
    try {
      return done(await api.act(id, { action, expected_version: version, ...fields }));
    } catch (problem) {
      if (problem instanceof Problem && problem.current) return giveWay(action, fields, version, problem.current);
      failed.value = () => wordsOf(problem);
      return false;
    } finally {
      answered();
      busy.value = false;
    }
  }
  return { act, clear, busy, message, failed, overtaken };
}
