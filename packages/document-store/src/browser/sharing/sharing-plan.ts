// SPDX-License-Identifier: MIT

import { FeatureGate, PlanOffers, type PlanOffer } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { Disposable } from '@theia/core/lib/common/disposable';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { planAllows } from '../plan-allows';

const FEATURE = 'document_sharing';

/** What the Share dialog has in the place of its form when the plan does not include sharing. */
export interface MissingSharing {
    /** Says that the plan does not include sharing, and which plan does. */
    readonly sentence: string;
    readonly actions: PlanOffer['actions'];
}

/** Whether the user's plan includes sharing. A plan without it keeps existing shares, and can only end them. */
@injectable()
export class SharingPlan {
    /** Without licensing, the database decides. */
    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    @inject(PlanOffers)
    @optional()
    protected readonly plans: PlanOffers | undefined;

    /** Calls a listener when {@link missing} can have another answer: the user upgrades, or the cloud says no to what was known. */
    onDidChange(listener: () => void): Disposable {
        return this.gate?.onDidChange(listener) ?? Disposable.NULL;
    }

    /** Returns what the plan lacks. Undefined if it includes sharing, and while the plan cannot be read. Never rejects. */
    async missing(): Promise<MissingSharing | undefined> {
        try {
            if (this.gate === undefined || (await planAllows(this.gate, FEATURE))) {
                return undefined;
            }
            const { tier } = await this.gate.getTierLimits();
            const lacks = nls.localize('sanyam/share/notIncluded', 'Your plan ({0}) does not include sharing.', tier);
            const offer = await this.plans?.offerOf(FEATURE);
            return {
                sentence: [lacks, ...(offer?.sentence === undefined ? [] : [offer.sentence])].join(' '),
                actions: offer?.actions ?? []
            };
        } catch {
            return undefined;
        }
    }
}

/** Asks before shares end that the plan cannot bring back. */
export async function confirmLastEnd(people: string): Promise<boolean> {
    const title = nls.localize('sanyam/share/revoke', 'End Access');
    const msg = nls.localize(
        'sanyam/share/lastEnd',
        'End the access of {0}? Your plan does not include sharing, so you cannot undo this.',
        people
    );
    return (await new ConfirmDialog({ title, msg, ok: title, maxWidth: 480 }).open()) === true;
}
