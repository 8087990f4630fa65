// SPDX-License-Identifier: MIT

import { shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import uPlot from 'uplot';
import type { UsedDay } from './key-texts';

/** Height in pixels. */
const HEIGHT = 110;

/** Draws the requests of each day in an element, as wide as it is. Returns what removes the drawing. */
export function drawBars(place: HTMLElement, days: readonly UsedDay[]): () => void {
    const chart = new uPlot(optionsFor(place), dataOf(days), place);
    const observer = new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT }));
    observer.observe(place);
    return () => {
        observer.disconnect();
        chart.destroy();
    };
}

/** The bars of all requests stand behind those of the refused ones. */
function dataOf(days: readonly UsedDay[]): uPlot.AlignedData {
    return [
        days.map(({ start }) => start),
        days.map(({ requests, refused }) => requests + refused),
        days.map(({ refused }) => refused)
    ];
}

function optionsFor(place: HTMLElement): uPlot.Options {
    const style = getComputedStyle(place);
    const color = (name: string): string => style.getPropertyValue(`--theia-${name}`).trim() || style.color;
    const axis = {
        stroke: style.color,
        grid: { show: false },
        ticks: { show: false },
        font: `11px ${style.fontFamily}`
    };
    const bars = uPlot.paths.bars?.({ size: [0.7, 20] });
    const day = new Intl.DateTimeFormat(shownLocale(nls.locale), { day: 'numeric', month: 'short', timeZone: 'UTC' });
    return {
        width: place.clientWidth,
        height: HEIGHT,
        // The days are in UTC.
        tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true }, y: { range: (_chart, _least, most) => [0, Math.max(1, most)] } },
        axes: [
            { ...axis, size: 22, values: (_chart, splits) => splits.map(seconds => day.format(seconds * 1000)) },
            {
                ...axis,
                size: 44,
                values: (_chart, splits) => splits.map(value => (Number.isInteger(value) ? String(value) : ''))
            }
        ],
        series: [
            {},
            {
                fill: color('charts-blue'),
                stroke: color('charts-blue'),
                width: 0,
                paths: bars,
                points: { show: false }
            },
            { fill: color('charts-red'), stroke: color('charts-red'), width: 0, paths: bars, points: { show: false } }
        ]
    };
}
