// SPDX-License-Identifier: MIT

import type { Plan, TierList } from '@sanyam/types';
import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { ComparedColumn } from './column-labels';
import { limitText, priceText, valueOf } from './plan-labels';

interface TierComparisonProperties {
    readonly tiers: TierList;
    readonly columns: readonly ComparedColumn[];
    readonly plans: readonly Plan[] | undefined;
    /** The tier whose row counts for the user. */
    readonly present: string;
    /** The tier that the user thinks about. */
    readonly considered: string | undefined;
    readonly consider: (tier: string | undefined) => void;
}

/** A table of all tiers, made from their rows. */
export function TierComparison({
    tiers,
    columns,
    plans,
    present,
    considered,
    consider
}: TierComparisonProperties): React.ReactElement {
    return (
        <section aria-labelledby="sanyam-plan-comparison">
            <h2 id="sanyam-plan-comparison">{nls.localize('sanyam/plan/comparison', 'Compare plans')}</h2>
            {/* It scrolls sideways in a narrow window, also by keyboard. */}
            <div className="sanyam-tiers" tabIndex={0} role="region" aria-labelledby="sanyam-plan-comparison">
                <table>
                    <thead>
                        <tr>
                            <td />
                            {tiers.map(({ tier }) => (
                                <th key={tier} scope="col" className={tier === present ? 'present' : undefined}>
                                    <span className="sanyam-tier-name">{tier}</span>
                                    {(plans?.find(plan => plan.tier === tier)?.prices ?? []).map(price => (
                                        <span key={price.interval} className="sanyam-tier-price">
                                            {priceText(price)}
                                        </span>
                                    ))}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {columns.map(compared => (
                            <tr key={compared.column}>
                                <th scope="row">{compared.label}</th>
                                {tiers.map(row => (
                                    <td key={row.tier} className={row.tier === present ? 'present' : undefined}>
                                        <Cell column={compared.column} value={valueOf(row, compared)} />
                                    </td>
                                ))}
                            </tr>
                        ))}
                        <tr>
                            <td />
                            {tiers.map(({ tier }) => (
                                <td key={tier} className={tier === present ? 'present' : undefined}>
                                    {tier === present ? (
                                        nls.localize('sanyam/plan/yours', 'Your plan')
                                    ) : (
                                        <button
                                            type="button"
                                            className="theia-button secondary"
                                            aria-label={nls.localize('sanyam/plan/changeTo', 'Change to {0}…', tier)}
                                            aria-expanded={tier === considered}
                                            onClick={() => consider(tier === considered ? undefined : tier)}
                                        >
                                            {nls.localize('sanyam/plan/change', 'Change…')}
                                        </button>
                                    )}
                                </td>
                            ))}
                        </tr>
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function Cell({ column, value }: { readonly column: string; readonly value: unknown }): React.ReactElement {
    const text = limitText(column, column.startsWith('has_') ? value === true : (value ?? null));
    if (text !== undefined) {
        return <>{text}</>;
    }
    const label =
        value === true
            ? nls.localize('sanyam/plan/included', 'Included')
            : nls.localize('sanyam/plan/notIncluded', 'Not included');
    return <span className={codicon(value === true ? 'check' : 'dash')} role="img" aria-label={label} title={label} />;
}
