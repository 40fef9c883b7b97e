// SPDX-License-Identifier: Apache-2.0
// Single values of a rule file, read and written in their lines: everything else of the file stays as it is,
// its comments too. Pure.

interface Place { line: number; head: string; value: string; tail: string }
const keyLine = /^(\s*([A-Za-z_]+)\s*=\s*)("(?:[^"\\]|\\.)*"|[^#\s]+)(.*)$/;

/** @param section "" for what stands before the first heading */
function find(toml: string, section: string, key: string): Place | undefined {
  let here = '';
  for (const [line, text] of toml.split('\n').entries()) {
    const heading = /^\s*\[+([^\]]+)\]/.exec(text);
    if (heading) here = heading[1] ?? '';
    const found = here === section ? keyLine.exec(text) : null;
    if (found && found[2] === key) return { line, head: found[1] ?? '', value: found[3] ?? '', tail: found[4] ?? '' };
  }
  return undefined;
}

/** The value as a person writes it; nothing where the file does not say it. */
export function valueOf(toml: string, section: string, key: string): string | undefined {
  const found = find(toml, section, key);
  if (!found) return undefined;
  return found.value.startsWith('"') ? found.value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : found.value;
}

/** The file with another value in that place; the same file where it has no such place. */
export function withValue(toml: string, section: string, key: string, value: string): string {
  const found = find(toml, section, key);
  if (!found) return toml;
  const written = found.value.startsWith('"') ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
  return toml.split('\n').map((text, line) => (line === found.line ? `${found.head}${written}${found.tail}` : text)).join('\n');
}
