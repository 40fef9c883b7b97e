// SPDX-License-Identifier: Apache-2.0
// What a list is made of: its columns, each with what it shows of a row and what of it goes into a file.
// Cells are plain words, not components: a list has hundreds of them, and they are made while one scrolls.
import type { RouteLocationRaw } from 'vue-router';
import type { SavedList } from './saved';

/** One line of a cell. The first stands by itself, what follows stands below it. */
export interface Line {
  text: string;
  as?: 'small' | 'strong' | 'late';
  /** The page behind it. */
  to?: string;
  /** Class of a chip, and the sign beside its word, so that colour is never the only cue. */
  chip?: string;
  sign?: string;
  title?: string;
  lang?: string;
  /** Said for a sign that has no words. */
  says?: string;
}
export type Cell = readonly Line[];

export interface Column<Row> {
  id: string;
  /** Key of its heading. */
  title: string;
  /** What stands in a file for it: fields of the API's row, each with the key of its heading. */
  fields: readonly (readonly [field: string, title: string])[];
  cell: (row: Row) => Cell;
  shape?: 'number' | 'day';
  /** Names the row: always shown, and said first. */
  names?: true;
  /** The last to be folded into the cell that names the row, where there is no room. */
  keep?: true;
  /** Orders that a press on its heading asks for, one after the other; `up`: the least of them first. */
  sort?: readonly { by: string; up: boolean }[];
  /** Shown only when somebody chooses it. */
  rare?: true;
}

export interface ListKind<Row> {
  /** As the API calls it; also under which choices are kept. */
  list: SavedList;
  /** As exports call it, where that is another. */
  file?: string;
  columns: readonly Column<Row>[];
  /** Its rows have one line. */
  low?: true;
  /** What a file says for a code: "state.closed". */
  words: readonly (readonly [code: string, text: string])[];
  id: (row: Row) => string;
  /** How a person calls it. */
  name: (row: Row) => string;
  /** The page that a press on a row leads to; without one the row unfolds. */
  to?: (row: Row) => RouteLocationRaw;
}

/** The newest first, or the oldest. */
export const byAge = [{ by: '', up: false }, { by: 'oldest', up: true }] as const;
/** What is due first, or what is due last. */
export const byDue = [{ by: 'due', up: true }, { by: 'due_last', up: false }] as const;
/** In one order only. */
export const inOrder = (by: string) => [{ by, up: true }] as const;

type Translate = (key: string) => string;
/** The words of a field's codes for a file. */
export const coded = (t: Translate, field: string, group: string, codes: readonly string[]) =>
  codes.map((code) => [`${field}.${code}`, t(`${group}.${code}`)] as const);
/** The columns of a file. */
export const fieldsOf = <Row>(t: Translate, columns: readonly Column<Row>[]) =>
  columns.flatMap((one) => one.fields.map(([field, title]) => [field, t(title)] as const));
/** Lines that have words. */
export const lines = (...all: (Line | false | undefined | '')[]): Cell => all.filter((one): one is Line => Boolean(one && one.text));
