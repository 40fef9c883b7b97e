// SPDX-License-Identifier: Apache-2.0
// From figures to pictures. Tooltips are drawn, not written into the page: its policy forbids markup
// with styles of its own.
import type { Palette } from './palette';

type Option = Record<string, unknown>;

function frame(palette: Palette): Option {
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    aria: { enabled: true },
    textStyle: { color: palette.text, fontFamily: 'inherit', fontSize: 13 },
    tooltip: { renderMode: 'richText', backgroundColor: palette.surface, borderColor: palette.soft, textStyle: { color: palette.text } },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
  };
}
const axis = (palette: Palette, more: Option = {}): Option => ({
  axisLine: { lineStyle: { color: palette.soft } }, splitLine: { lineStyle: { color: palette.soft } },
  axisLabel: { color: palette.text }, axisTick: { show: false }, ...more,
});
const legend = (palette: Palette) => ({ top: 0, left: 0, textStyle: { color: palette.text }, itemWidth: 14 });

/** Levels as parts of a whole, one bar a line. */
export function levelBars(palette: Palette, names: string[], lines: { name: string; levels: number[] }[]): Option {
  return {
    ...frame(palette), color: palette.levels, legend: legend(palette),
    xAxis: axis(palette, { type: 'value', max: 100, axisLabel: { color: palette.text, formatter: '{value}%' } }),
    yAxis: axis(palette, { type: 'category', inverse: true, data: lines.map((line) => line.name) }),
    series: names.map((name, at) => ({
      name, type: 'bar', stack: 'all', barMaxWidth: 26,
      itemStyle: { borderColor: palette.surface, borderWidth: 1 },
      data: lines.map((line) => {
        const sum = line.levels.reduce((a, b) => a + b, 0);
        return sum ? Math.round((line.levels[at] ?? 0) * 1000 / sum) / 10 : 0;
      }),
    })),
  };
}

/** Rates over months; a gap where there is none to show. */
export function rateLines(palette: Palette, months: string[], rates: { name: string; values: (number | null)[] }[]): Option {
  return {
    ...frame(palette), color: [palette.levels[0], palette.levels[3], palette.levels[2]], legend: legend(palette),
    xAxis: axis(palette, { type: 'category', data: months }),
    yAxis: axis(palette, { type: 'value', max: 100, axisLabel: { color: palette.text, formatter: '{value}%' } }),
    series: rates.map((rate, at) => ({
      name: rate.name, type: 'line', symbolSize: 8, symbol: ['circle', 'rect', 'triangle'][at], lineStyle: { width: 2, type: at === 2 ? 'dashed' : 'solid' },
      data: rate.values,
    })),
  };
}

export function bars(palette: Palette, names: string[], values: (number | null)[]): Option {
  return {
    ...frame(palette), color: [palette.primary], grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    xAxis: axis(palette, { type: 'category', data: names }),
    yAxis: axis(palette, { type: 'value', minInterval: 1 }),
    series: [{ type: 'bar', barMaxWidth: 46, label: { show: true, position: 'top', color: palette.text }, data: values }],
  };
}

export function funnel(palette: Palette, stages: { name: string; value: number }[]): Option {
  return {
    ...frame(palette), color: [palette.levels[0], palette.levels[1], palette.left, palette.levels[2], palette.soft],
    series: [{
      type: 'funnel', left: 8, right: 8, top: 8, bottom: 8, minSize: '12%', sort: 'none', gap: 3,
      label: { position: 'inside', color: palette.text, textBorderColor: palette.surface, textBorderWidth: 3, formatter: '{b}  {c}' },
      itemStyle: { borderColor: palette.surface, borderWidth: 1 }, data: stages,
    }],
  };
}

export function heat(palette: Palette, weeks: string[], rows: { name: string; counts: (number | null)[] }[]): Option {
  const cells = rows.flatMap((row, y) => row.counts.map((count, x) => [x, y, count ?? 0]));
  const most = Math.max(1, ...cells.map((cell) => cell[2] ?? 0));
  return {
    ...frame(palette), grid: { left: 8, right: 16, top: 8, bottom: 44, containLabel: true },
    xAxis: axis(palette, { type: 'category', data: weeks }),
    yAxis: axis(palette, { type: 'category', inverse: true, data: rows.map((row) => row.name) }),
    visualMap: { min: 0, max: most, calculable: false, orient: 'horizontal', left: 8, bottom: 0, itemHeight: 120, textStyle: { color: palette.text },
      inRange: { color: [palette.surface, palette.left, palette.primary] } },
    series: [{ type: 'heatmap', itemStyle: { borderColor: palette.soft, borderWidth: 1 }, data: cells }],
  };
}
