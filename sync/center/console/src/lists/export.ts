// SPDX-License-Identifier: Apache-2.0
// A list as a file, made by the center: it keeps formulas out and writes down who took what. The page
// lends its words, so that the file reads as the page does.
import type { ExportRequest } from '../api';
import type { Column } from './columns';
import { states } from './query';

type Field = ExportRequest['columns'][number]['field'];
type Translate = (key: string) => string;

const fields: Record<Column, readonly (readonly [Field, string])[]> = {
  number: [['ticket_no', 'list.number']],
  what: [['kind', 'list.kind'], ['topic', 'list.what']],
  where: [['unit', 'list.unit'], ['window', 'ticket.window']],
  filed: [['filed_date', 'list.filed'], ['filed_half', 'list.half']],
  state: [['state', 'list.state']],
  due: [['due_on', 'list.due'], ['overdue', 'list.overdue']],
  callbacks: [['callbacks', 'list.callbacks'], ['waits_days', 'list.waiting']],
  language: [['language', 'ticket.language']],
};

export function exportRequest(t: Translate, format: 'csv' | 'xlsx', language: string, query: string,
  columns: readonly Column[]): ExportRequest {
  const words = [
    ...states.map((one) => [`state.${one}`, t(`state.${one}`)]),
    ...['complaint', 'rating'].map((one) => [`kind.${one}`, t(`kind.${one}`)]),
    ...['am', 'pm'].map((one) => [`filed_half.${one}`, t(`half.${one}`)]),
    ...['zh-CN', 'en', 'ug'].map((one) => [`language.${one}`, t(`language.${one}`)]),
    ['overdue.true', t('list.overdue')], ['overdue.false', ''],
  ] as [string, string][];
  return {
    format, language: language === 'en' ? 'en' : 'zh-CN', query,
    columns: columns.flatMap((one) => fields[one].map(([field, title]) => ({ field, title: t(title) }))),
    words: words.map(([code, text]) => ({ code, text })),
  };
}

/** Gives the browser a file to save. */
export function download(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
