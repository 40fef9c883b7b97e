// SPDX-License-Identifier: Apache-2.0
// Keys that do something from anywhere on the page. Single letters can be switched off (WCAG 2.1.4),
// and never act while somebody types.
import { computed, onMounted, onUnmounted, reactive, ref } from 'vue';
import { current } from './session';

export interface Shortcut {
  /** "j", "g t" (one after the other), "Ctrl+Enter", "Escape". */
  keys: string;
  /** Key of its words in the locale files, `keys.*`. */
  says: string;
  run: () => void;
  /** Acts while somebody types, too. */
  whileTyping?: boolean;
}

const key = 'sunbooth.single_keys';
const sequenceMs = 1_500;
const groups = reactive(new Map<symbol, Shortcut[]>());
export const singleKeys = ref(localStorage.getItem(key) !== 'off');
export const shortcuts = computed(() => [...groups.values()].flat());

export function switchSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(key, on ? 'on' : 'off');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(radio|checkbox|button|submit)$/.test(target.type);
  return target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName);
}

function nameOf(event: KeyboardEvent): string {
  const held = event.ctrlKey || event.metaKey ? 'Ctrl+' : event.altKey ? 'Alt+' : '';
  // A locked shift is no other key.
  const key = event.key.length === 1 && event.getModifierState('CapsLock') ? event.key.toLowerCase() : event.key;
  return held + key;
}

/** Something stands before the page, and keys are for that. */
function isCovered(): boolean {
  return current.ended || [...document.querySelectorAll('[aria-modal="true"]')].some((one) => one.getClientRects().length > 0);
}

let before = '';
let beforeAt = 0;

function onKey(event: KeyboardEvent): void {
  // A letter half typed by an input method is not a command; a held key is one press.
  if (event.isComposing || event.repeat || event.defaultPrevented || isCovered()) return;
  const typing = isTyping(event.target);
  const name = nameOf(event);
  const single = name.length === 1;
  if (single && (typing || !singleKeys.value)) return;
  const sequence = event.timeStamp - beforeAt < sequenceMs ? `${before} ${name}` : '';
  const fits = (one: Shortcut) => !typing || one.whileTyping;
  // What was registered last stands in front: an open page before the frame around it.
  const all = [...shortcuts.value].reverse().filter(fits);
  const found = all.find((one) => one.keys === sequence) ?? all.find((one) => one.keys === name);
  before = name;
  beforeAt = event.timeStamp;
  if (!found) return;
  event.preventDefault();
  before = '';
  found.run();
}

window.addEventListener('keydown', onKey);

/** Keys that act while the calling component is on the page. */
export function useShortcuts(list: Shortcut[]): void {
  const name = Symbol('shortcuts');
  onMounted(() => { groups.set(name, list); });
  onUnmounted(() => { groups.delete(name); });
}
