// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the computer is set; remembered on this computer.
import { ref } from 'vue';

export type Theme = 'auto' | 'light' | 'dark';
const themes: Theme[] = ['auto', 'light', 'dark'];
const key = 'sunbooth.theme';
const kept = themes.find((one) => one === localStorage.getItem(key));

export const theme = ref<Theme>(kept ?? 'auto');

function show(): void {
  document.documentElement.dataset.theme = theme.value;
}

export function chooseTheme(next: Theme): void {
  theme.value = next;
  localStorage.setItem(key, next);
  show();
}

/** The theme after this one, for a single button. */
export function nextTheme(): Theme {
  return themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'auto';
}

show();
