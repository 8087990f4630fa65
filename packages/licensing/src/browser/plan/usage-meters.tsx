// SPDX-License-Identifier: MIT

import { usedPart } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';

interface Meter {
    readonly label: string;
    readonly used: number;
    /** Null is no limit. */
    readonly limit: number | null;
    readonly format: (value: number) => string;
}

/** What is used, beside the limits of the plan. */
export function UsageMeters({ meters }: { readonly meters: readonly Meter[] }): React.ReactElement {
    return <div className="sanyam-meters">{meters.map(meter => renderMeter(meter))}</div>;
}

function renderMeter({ label, used, limit, format }: Meter): React.ReactElement {
    const text =
        limit === null
            ? nls.localize('sanyam/plan/usedUnlimited', '{0}, unlimited', format(used))
            : nls.localize('sanyam/plan/usedOf', '{0} of {1}', format(used), format(limit));
    const { part, state } = usedPart(used, limit);
    return (
        <div key={label} className={`sanyam-meter ${state}`}>
            <span>{label}</span>
            <span>{text}</span>
            {limit !== null && (
                <div
                    className="sanyam-meter-bar"
                    role="meter"
                    aria-label={label}
                    aria-valuemin={0}
                    aria-valuemax={limit}
                    aria-valuenow={Math.min(used, limit)}
                    aria-valuetext={text}
                >
                    <div style={{ width: `${part * 100}%` }} />
                </div>
            )}
        </div>
    );
}
