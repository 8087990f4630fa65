// SPDX-License-Identifier: MIT

import { FeatureGate, usedPart } from '@sanyam/types';
import { ReactWidget } from '@theia/core/lib/browser/widgets/react-widget';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { shownSize } from '../sentences/shown-size';
import { AccountUsage } from './account-usage';

/** The documents and the storage that the user has used of what the plan allows. */
@injectable()
export class CloudViewUsage extends ReactWidget {
    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    /** Without licensing there are no plans to show, only limits. */
    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    @postConstruct()
    protected init(): void {
        this.id = 'sanyam-cloud-usage';
        this.addClass('sanyam-cloud-usage');
        this.scrollOptions = undefined;
        this.toDispose.push(this.usage.onDidChange(() => this.update()));
        this.update();
    }

    protected render(): React.ReactNode {
        const { overview } = this.usage;
        if (!overview) {
            return undefined;
        }
        const { usage, tier_limits: limits, profile } = overview;
        return (
            <section aria-label={nls.localize('sanyam/cloudView/usage', 'Usage')}>
                {this.renderBar(
                    nls.localize('sanyam/cloudView/documents', 'Documents'),
                    usage.document_count,
                    limits.max_documents,
                    String
                )}
                {this.renderBar(
                    nls.localize('sanyam/cloudView/storage', 'Storage'),
                    usage.storage_used_bytes,
                    limits.max_storage_bytes,
                    shownSize
                )}
                {this.gate && (
                    <p className="sanyam-cloud-plan">
                        {nls.localize('sanyam/cloudView/plan', 'Plan: {0}', profile.tier)}
                    </p>
                )}
            </section>
        );
    }

    private renderBar(
        label: string,
        used: number,
        limit: number | null,
        format: (value: number) => string
    ): React.ReactNode {
        const text =
            limit === null
                ? format(used)
                : nls.localize('sanyam/cloudView/usedOf', '{0} of {1}', format(used), format(limit));
        const { part, state } = usedPart(used, limit);
        return (
            <div className={`sanyam-cloud-used ${state}`}>
                <span>{label}</span>
                <span>{text}</span>
                {limit !== null && (
                    <div
                        className="sanyam-cloud-bar"
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
}
