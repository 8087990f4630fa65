// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import uPlot from 'uplot';
import { type UsedDay, usageSentence } from './key-texts';

/** Height in pixels. */
const HEIGHT = 110;

interface UsageChartProperties {
    readonly days: readonly UsedDay[];
    /** The color theme: the canvas is drawn again with its colors. */
    readonly theme: string;
}

/** The requests of a key by day, as small bars. */
export function UsageChart({ days, theme }: UsageChartProperties): React.ReactElement {
    const place = React.useRef<HTMLDivElement>(null);
    React.useEffect(() => {
        const { current } = place;
        if (current === null) {
            return undefined;
        }
        const chart = new uPlot(optionsFor(current), dataOf(days), current);
        const observer = new ResizeObserver(() => chart.setSize({ width: current.clientWidth, height: HEIGHT }));
        observer.observe(current);
        return () => {
            observer.disconnect();
            chart.destroy();
        };
    }, [days.map(({ day, requests, refused }) => `${day} ${requests} ${refused}`).join(), theme]);
    return (
        <figure className="sanyam-key-usage">
            <div ref={place} role="img" aria-label={usageSentence(days)} />
            <figcaption>{usageSentence(days)}</figcaption>
        </figure>
    );
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
    const day = new Intl.DateTimeFormat(nls.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
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
