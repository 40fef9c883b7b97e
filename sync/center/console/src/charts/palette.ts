// SPDX-License-Identifier: Apache-2.0
// Colours of the pictures, read from the page's tokens, so that they follow its theme.
export interface Palette {
  text: string; faint: string; soft: string; surface: string; primary: string; left: string; warn: string; danger: string;
  /** Very satisfied to very dissatisfied: told apart in grey and by the colour-blind too. */
  levels: string[];
  /** From few to many. */
  heat: string[];
}

const light = {
  levels: ['#0b57a4', '#6aa6e0', '#aab7c4', '#d9822b', '#b3261e'],
  heat: ['#dcebfb', '#9cc7f0', '#5596d8', '#1d64ad', '#083f78'],
};
const dark = {
  levels: ['#4f9be8', '#8cc2fa', '#5b6b7c', '#f0a35e', '#ff7a6b'],
  heat: ['#24415f', '#2a5a8c', '#2f74b3', '#5fa3e3', '#b5d8fc'],
};
/** On paper the theme of the screen is of no use. */
const paper: Omit<Palette, 'levels' | 'heat'> = {
  text: '#000', faint: '#333', soft: '#bbb', surface: '#fff', primary: '#0b57a4', left: '#bcd6f0', warn: '#b86a00', danger: '#b3261e',
};

export function readPalette(printing = false): Palette {
  if (printing) return { ...paper, ...light };
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: token('text'), faint: token('text2'), soft: token('soft'), surface: token('surface'), primary: token('primary'),
    left: token('left'), warn: token('warn'), danger: token('danger'),
    ...(style.colorScheme.includes('dark') ? dark : light),
  };
}
