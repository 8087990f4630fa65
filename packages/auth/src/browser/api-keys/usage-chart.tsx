// SPDX-License-Identifier: MIT

import * as React from '@theia/core/shared/react';
import { type UsedDay, usageSentence } from './key-texts';

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
        let isGone = false;
        let remove = (): void => undefined;
        // Loaded here, because few users look at a chart.
        import('./usage-bars.js')
            .then(({ drawBars }) => {
                if (!isGone) {
                    remove = drawBars(current, days);
                }
            })
            .catch((error: unknown) => console.error(error));
        return () => {
            isGone = true;
            remove();
        };
    }, [days.map(({ day, requests, refused }) => `${day} ${requests} ${refused}`).join(), theme]);
    return (
        <figure className="sanyam-key-usage">
            <div ref={place} role="img" aria-label={usageSentence(days)} />
            <figcaption>{usageSentence(days)}</figcaption>
        </figure>
    );
}
