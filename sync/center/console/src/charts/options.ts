// SPDX-License-Identifier: Apache-2.0
// From figures to pictures. Tooltips are drawn, not written into the page: its policy forbids markup
// with styles of its own. A number that is too small to be shown is drawn as such, never as a nought.
import type { Palette } from './palette';

export type Option = Record<string, unknown>;
type Count = number | null;

function frame(palette: Palette): Option {
  return {
    animation: false,  // A picture is read, and redrawn at every change of theme and width.
    aria: { enabled: true },
    textStyle: { color: palette.text, fontFamily: 'inherit', fontSize: 13 },
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: palette.surface, borderColor: palette.soft, padding: 10,
      textStyle: { color: palette.text, fontSize: 13 } },
    grid: { left: 4, right: 16, top: 44, bottom: 4, containLabel: true },
  };
}
const axis = (palette: Palette, more: Option = {}): Option => ({
  axisLine: { show: false }, splitLine: { lineStyle: { color: palette.soft } },
  axisLabel: { color: palette.faint }, axisTick: { show: false }, ...more,
});
const names = (palette: Palette, data: string[], more: Option = {}): Option => axis(palette, {
  type: 'category', data, axisLine: { show: true, lineStyle: { color: palette.soft } }, splitLine: { show: false },
  axisLabel: { color: palette.text, hideOverlap: true }, ...more,
});
const percents = (palette: Palette): Option => axis(palette, { type: 'value', max: 100, axisLabel: { color: palette.faint, formatter: '{value}%' } });
const legend = (palette: Palette): Option => ({
  top: 0, left: 0, textStyle: { color: palette.text }, itemWidth: 14, itemHeight: 10, itemGap: 16, icon: 'roundRect', selectedMode: false,
});
/** Wide parts carry their number themselves. */
const inBar = (palette: Palette, at: number, dark: boolean): Option => ({
  show: true, fontSize: 12, color: dark ? (at === 2 ? palette.text : palette.surface) : at === 0 || at === 4 ? palette.surface : '#14202b',
  formatter: ({ value }: { value: number }) => (value >= 9 ? `${Math.round(value)}%` : ''),
});

/** Levels as parts of a whole, one bar a line; the names carry the n. */
export function levelBars(palette: Palette, levelNames: string[], lines: { name: string; levels: number[] }[]): Option {
  const share = (levels: number[], at: number) => {
    const sum = levels.reduce((a, b) => a + b, 0);
    return sum ? Math.round((levels[at] ?? 0) * 1000 / sum) / 10 : 0;
  };
  const dark = palette.levels[0] === '#4f9be8';
  return {
    ...frame(palette), color: palette.levels, legend: legend(palette),
    tooltip: { ...frame(palette).tooltip as Option, trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value: number) => `${value}%` },
    xAxis: percents(palette),
    yAxis: names(palette, lines.map((line) => line.name), { inverse: true, axisLine: { show: false }, axisLabel: { color: palette.text, lineHeight: 17 } }),
    series: levelNames.map((name, at) => ({
      name, type: 'bar', stack: 'all', barMaxWidth: 24, label: inBar(palette, at, dark),
      itemStyle: { borderColor: palette.surface, borderWidth: 1 },
      data: lines.map((line) => share(line.levels, at)),
    })),
  };
}

/** Rates over months; a gap where there is none to show. */
export function rateLines(palette: Palette, months: string[], rates: { name: string; values: Count[] }[]): Option {
  return {
    ...frame(palette), color: [palette.levels[0], palette.levels[4], palette.faint], legend: { ...legend(palette), icon: undefined, itemWidth: 24 },
    tooltip: { ...frame(palette).tooltip as Option, trigger: 'axis', valueFormatter: (value: Count) => (value === null || value === undefined ? '—' : `${value}%`) },
    xAxis: names(palette, months, { boundaryGap: true, axisLabel: { color: palette.text, lineHeight: 17 } }), yAxis: percents(palette),
    series: rates.map((rate, at) => ({
      name: rate.name, type: 'line', symbolSize: 9, symbol: ['circle', 'rect', 'triangle'][at],
      lineStyle: { width: 2.5, type: at === 2 ? 'dashed' : 'solid' },
      label: { show: at < 2, position: at === 0 ? 'bottom' : 'top', color: palette.text, fontSize: 12, formatter: ({ value }: { value: Count }) => (value === null ? '' : `${value}%`) },
      data: rate.values,
    })),
  };
}

/** What came and what was closed, week by week. */
export function flowLines(palette: Palette, weeks: string[], lines: { name: string; values: Count[] }[]): Option {
  return {
    ...frame(palette), color: [palette.levels[3], palette.levels[0]], legend: { ...legend(palette), icon: undefined, itemWidth: 24 },
    tooltip: { ...frame(palette).tooltip as Option, trigger: 'axis', valueFormatter: (value: Count) => (value === null || value === undefined ? '< 5' : String(value)) },
    xAxis: names(palette, weeks, { boundaryGap: false }), yAxis: axis(palette, { type: 'value', minInterval: 1 }),
    series: lines.map((line, at) => ({
      name: line.name, type: 'line', symbol: at === 0 ? 'circle' : 'rect', symbolSize: 6, lineStyle: { width: 2.5, type: at === 0 ? 'solid' : [6, 3] },
      areaStyle: at === 0 ? { opacity: 0.12 } : undefined, data: line.values,
    })),
  };
}

/** A limit in days, and the most days that each bar holds; null: the last one holds all that is more. */
export interface Limit { days: number; words: string; bounds: Count[] }

/** Where a limit stands along bars of unequal width, in bars from the left: the part of its bar that is within it. */
export function placeOf({ days, bounds }: Pick<Limit, 'days' | 'bounds'>): number {
  const at = bounds.findIndex((bound) => bound === null || days <= bound);
  const from = at > 0 ? bounds[at - 1] ?? 0 : 0;
  const to = bounds[at];
  if (at < 0) return bounds.length;
  return to === null || to === undefined ? at + 0.5 : at + (days - from) / (to - from);
}

/** The limit as an upright line over the bars, on axes of its own that nobody sees. */
function limitLine(palette: Palette, limit: Limit): Option {
  const at = placeOf(limit);
  const label = { show: true, formatter: limit.words, color: palette.text, fontSize: 12, position: at > limit.bounds.length / 2 ? 'left' : 'right', distance: 6 };
  return {
    type: 'line', name: limit.words, xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'none', tooltip: { show: false }, z: 4,
    lineStyle: { color: palette.text, width: 2, type: [6, 4] }, data: [{ value: [at, 0] }, { value: [at, 1], symbol: 'circle', symbolSize: 1, label }],
  };
}

/** Counts in two parts, one on the other; a bar that is too small to be told says so. */
export function stackedBars(palette: Palette, bars: string[], parts: { name: string; values: Count[] }[], totals: Count[], limit?: Limit): Option {
  const unseen = (max: number): Option => ({ type: 'value', min: 0, max, show: false, axisPointer: { show: false } });
  return {
    ...frame(palette), color: [palette.levels[0], palette.levels[4], palette.levels[2]], legend: { ...legend(palette), data: parts.map((part) => part.name) },
    tooltip: { ...frame(palette).tooltip as Option, trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value: Count) => (value === null || value === undefined ? '< 5' : String(value)) },
    // Every bar keeps its name: a picture without them says nothing.
    xAxis: [names(palette, bars, { axisLabel: { color: palette.text, interval: 0, fontSize: 12, lineHeight: 15, overflow: 'break', width: 72 } }), unseen(bars.length)],
    yAxis: [axis(palette, { type: 'value', minInterval: 1 }), unseen(1)],
    series: [
      ...parts.map((part, at) => ({
        name: part.name, type: 'bar', stack: 'all', barMaxWidth: 54, data: part.values,
        itemStyle: { borderColor: palette.surface, borderWidth: 1, ...(at === 1 ? { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: 'rgba(255,255,255,.45)' } } : {}) },
      })),
      // In front of the limit's line, which would else run through the number.
      { type: 'bar', stack: 'all', data: totals.map(() => 0), silent: true, tooltip: { show: false }, z: 5,
        label: { show: true, position: 'top', color: palette.text, backgroundColor: palette.surface, padding: [1, 4], borderRadius: 3, formatter: ({ dataIndex }: { dataIndex: number }) => (totals[dataIndex] === null ? '< 5' : String(totals[dataIndex])) } },
      ...(limit ? [limitLine(palette, limit)] : []),
    ],
  };
}

/** How far tickets have come: bars of one length scale, each with its share of the first. */
export function stageBars(palette: Palette, stages: { name: string; value: Count }[]): Option {
  const first = stages[0]?.value ?? 0;
  const shares = stages.map(({ value }) => (value !== null && first >= 10 ? ` · ${Math.round(value * 100 / first)}%` : ''));
  return {
    ...frame(palette), color: [palette.primary], grid: { left: 4, right: 96, top: 8, bottom: 4, containLabel: true },
    xAxis: axis(palette, { type: 'value', minInterval: 1, max: first || undefined }),
    yAxis: names(palette, stages.map((one) => one.name), { inverse: true, axisLine: { show: false } }),
    series: [{
      type: 'bar', barMaxWidth: 30, showBackground: true, backgroundStyle: { color: palette.soft, opacity: 0.35 }, data: stages.map((one) => one.value ?? 0),
      label: { show: true, position: 'right', color: palette.text, formatter: ({ dataIndex }: { dataIndex: number }) => `${stages[dataIndex]?.value ?? '< 5'}${shares[dataIndex]}` },
    }],
  };
}

const few = 0.5;  // Stands for what is too small to be shown, on the scale of the heat map only.

/** Windows by weeks. A nought is left white; one to four is a dot, not a colour. */
export function heat(palette: Palette, weeks: string[], rows: { name: string; counts: Count[] }[]): Option {
  const cells = rows.flatMap((row, y) => row.counts.map((count, x) => [x, y, count ?? few] as [number, number, number]));
  const most = Math.max(9, ...cells.map((cell) => cell[2]));
  const step = (most - 4) / palette.heat.length;
  const ink = (value: number) => (value - 5) / (most - 5) > 0.5 ? palette.surface : palette.text;
  return {
    ...frame(palette), grid: { left: 4, right: 8, top: 8, bottom: 48, containLabel: true },
    tooltip: { ...frame(palette).tooltip as Option, formatter: ({ data }: { data: { value: number[] } }) => {
      const [x = 0, y = 0, count = 0] = data.value;
      return `${rows[y]?.name ?? ''}\n${weeks[x] ?? ''}  ${count === few ? '1–4' : count}`;
    } },
    xAxis: names(palette, weeks), yAxis: names(palette, rows.map((row) => row.name), { inverse: true, axisLine: { show: false } }),
    visualMap: { type: 'piecewise', orient: 'horizontal', left: 0, bottom: 0, itemWidth: 18, itemHeight: 12, textStyle: { color: palette.text }, hoverLink: false, selectedMode: false,
      outOfRange: { color: palette.surface },
      pieces: palette.heat.map((color, at) => {
        const from = Math.ceil(5 + step * at), to = Math.ceil(5 + step * (at + 1)) - 1;
        return { gte: from, lte: to, color, label: from === to ? String(from) : `${from}–${to}` };
      }).filter((piece) => piece.gte <= piece.lte) },
    series: [{
      type: 'heatmap', itemStyle: { borderColor: palette.soft, borderWidth: 1 },
      data: cells.map((value) => ({ value, label: { show: value[2] !== 0, fontSize: 11, color: value[2] === few ? palette.faint : ink(value[2]), formatter: () => (value[2] === few ? '·' : String(value[2])) } })),
    }],
  };
}
