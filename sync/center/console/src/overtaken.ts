// SPDX-License-Identifier: Apache-2.0
// Something with a version that is read, dealt with in words, and may meanwhile have been dealt with by
// somebody else: then both versions are kept, theirs and the words that were not sent.
import { ref, shallowRef, watch } from 'vue';
import { Problem } from './api';
import { useDoing } from './doing';
import { useDraft } from './drafts';
import { current } from './session';

interface Dealt { version: number; actions: readonly string[]; events: readonly { by: string; words: string }[] }
export interface Clash<Event> { events: readonly Event[]; action: string; typed: string; kept: boolean }

export function useDealing<Thing extends Dealt>(about: () => string, read: () => Promise<Thing>) {
  const thing = shallowRef<Thing>();
  const clash = shallowRef<Clash<Thing['events'][number]> | null>(null);
  const { busy, failed, doing } = useDoing();
  const draft = ref(useDraft(about(), { words: '' }));

  const load = () => doing(async () => { thing.value = await read(); });
  watch(about, () => {
    draft.value = useDraft(about(), { words: '' });
    thing.value = undefined;
    clash.value = null;
    void load();
  }, { immediate: true });

  /** @return whether it is recorded. */
  async function act(action: string, send: (version: number, words: string) => Promise<Thing>): Promise<boolean> {
    const before = thing.value;
    const typed = draft.value.words.trim();
    if (!before || !typed || busy.value) return false;
    let done = false;
    clash.value = null;
    await doing(async () => {
      try {
        thing.value = await send(before.version, typed);
        draft.value.words = '';
        done = true;
      } catch (problem) {
        if (!(problem instanceof Problem && problem.status === 409)) throw problem;
        const now = thing.value = await read();
        // One's own words are there already: only the answer was lost.
        if (now.events.slice(before.events.length).some((event) => event.by === current.session?.account && event.words.trim() === typed)) {
          draft.value.words = '';
          done = true;
          return;
        }
        clash.value = { events: now.events.slice(before.events.length), action, typed, kept: now.actions.includes(action) };
      }
    });
    return done;
  }
  return { thing, draft, clash, busy, failed, load, act };
}
