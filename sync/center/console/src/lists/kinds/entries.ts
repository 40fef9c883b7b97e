// SPDX-License-Identifier: Apache-2.0
// Entries of the registry; each kind has its own columns, filters and files.
import { useNames } from '../../names';
import { fieldsOf, type Field, type Form, type RegistryEntry, type RegistryKind } from '../../registry-api';
import { coded, lines, type Column, type ListKind } from '../kind';
import { pointKinds } from './points';
import { useWords } from '../../words';

const nameFields = ['name.zh', 'name.en', 'name.ug', 'name'];

const onOneLine: readonly Form[] = ['date', 'days', 'tel'];

/** What a field of the registry is called. */
export function useFieldNames() {
  const { t, te } = useWords();
  return (name: string) => (te(fieldKey(name)) ? t(fieldKey(name)) : name);
}
const fieldKey = (name: string) => `registry_field.${name.replace('.', '_')}`;

export function useEntries(kind: RegistryKind): ListKind<RegistryEntry> {
  const { t, locale } = useWords();
  const names = useNames();
  const nameOf = (one: RegistryEntry) => one.fields.name || (locale.value === 'en' && one.fields['name.en']) || one.fields['name.zh'] || '';
  function told(one: RegistryEntry, { name, form }: Field): string {
    const value = one.fields[name] ?? '';
    if (form === 'unit') return value && names.unit(value);
    if (form === 'window') return value && names.window(value);
    if (form === 'date') return names.date(value);
    if (form === 'language' && value) return t(`language.${value}`);
    return form === 'kind' && value ? t(`point_kind.${value}`) : value;
  }
  /** Nobody's number leaves the house in a file. */
  const inFiles = (name: string) => (name === 'phone' ? [] : [[`fields.${name}`, fieldKey(name)] as const]);
  const own = fieldsOf[kind].filter(({ name }) => !nameFields.includes(name));
  const columns: Column<RegistryEntry>[] = [
    { id: 'code', title: 'registry.code', names: true, shape: 'number', fields: [['code', 'registry.code']], cell: (row) => [{ text: row.code }] },
    { id: 'name', title: 'registry.name', fields: fieldsOf[kind].filter(({ name }) => nameFields.includes(name)).flatMap(({ name }) => inFiles(name)),
      cell: (row) => [{ text: nameOf(row), ...(locale.value === 'en' && !row.fields['name.en'] ? { lang: 'zh-CN' } : {}) }] },
    ...(kind === 'division' ? [{ id: 'level', title: 'registry.level', fields: [['level', 'registry.level'] as const],
      cell: (row: RegistryEntry) => lines({ text: row.level ? t(`division_level.${row.level}`) : '' }) }] : []),
    ...own.map((field): Column<RegistryEntry> => ({ id: field.name, title: fieldKey(field.name), fields: inFiles(field.name),
      ...(onOneLine.includes(field.form) ? { shape: 'number' as const } : {}), ...(field.name === 'superior' ? { rare: true as const } : {}), cell: (row) => lines({ text: told(row, field) }) })),
    { id: 'active', title: 'list.state', fields: [['active', 'list.state']],
      cell: (row) => [{ text: t(row.active ? 'registry.active' : 'registry.resting'), chip: row.active ? 'replied' : 'withdrawn', sign: row.active ? '●' : '○' }] },
    { id: 'version', title: 'registry.version', rare: true, shape: 'number', fields: [['version', 'registry.version']], cell: (row) => [{ text: String(row.version) }] },
  ];
  return {
    list: `registry/${kind}`, columns, low: true, id: (row) => row.code, name: (row) => nameOf(row) || row.code,
    get words() {
      return [['active.true', t('registry.active')] as const, ['active.false', t('registry.resting')] as const,
        ...coded(t, 'level', 'division_level', ['city', 'county', 'town', 'village']), ...coded(t, 'fields.kind', 'point_kind', pointKinds),
        ...coded(t, 'fields.language', 'language', ['zh-CN', 'en', 'ug'])];
    },
  };
}
