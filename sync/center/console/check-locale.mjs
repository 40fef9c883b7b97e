// SPDX-License-Identifier: Apache-2.0
// Both catalogues must have the same keys with the same placeholders; English has some of them once for one and once for many.
import { readFileSync } from 'node:fs';

const flat = (value, path = '') => typeof value === 'string'
  ? [[path, [...new Set([...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(' ')]]
  : Object.entries(value).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
const read = (tag) => new Map(flat(JSON.parse(readFileSync(new URL(`src/locale/${tag}.json`, import.meta.url)))));

const zh = read('zh-CN');
const en = read('en');
const wrong = [...new Set([...zh.keys(), ...en.keys()])].filter((key) => zh.get(key) !== en.get(key));
for (const key of wrong) console.error(`${key}: differs between zh-CN and en`);
process.exit(wrong.length === 0 ? 0 : 1);
