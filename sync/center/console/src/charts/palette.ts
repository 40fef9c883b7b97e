// SPDX-License-Identifier: Apache-2.0
// Colours of the pictures, read from the page's tokens, so that they follow its theme.
export interface Palette {
  text: string; soft: string; surface: string; primary: string; left: string;
  /** Very satisfied to very dissatisfied: told apart in grey and by the colour-blind too. */
  levels: string[];
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const dark = style.colorScheme.includes('dark');
  return {
    text: token('text'), soft: token('soft'), surface: token('surface'), primary: token('primary'), left: token('left'),
    levels: dark ? ['#4f9be8', '#8cc2fa', '#5b6b7c', '#f0a35e', '#ff7a6b'] : ['#0b57a4', '#6aa6e0', '#aab7c4', '#d9822b', '#b3261e'],
  };
}
