// SPDX-License-Identifier: MIT

import { CloudTiers, DatabaseSession } from '@sanyam/store';
import {
    AuthSession,
    type CloudError,
    documentSizeDetailsSchema,
    featureDetailsSchema,
    type PlanOffer,
    type PlanOffers,
    tierLimitDetailsSchema,
    type TierList
} from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { DatabaseFeatureGate } from '../../common/database-feature-gate';
import { LicenseValidator } from '../../common/license-validator';
import { DeclinedOffers } from '../declined-offers';
import { GatewayBilling } from '../gateway-billing';
import { PlanContribution } from './plan-contribution';
import { comparedColumns } from './plan-labels';
import { smallestTier } from './smallest-tier';

/** What the user met: a feature or a limit of their own plan. */
interface Need {
    readonly name: string;
    /** Says that a tier is enough. */
    readonly helps: (tier: string) => string;
    /** Returns whether a tier is enough. */
    readonly isMet: (row: TierList[number]) => boolean;
}

/** Offers a larger plan where a feature or a limit stops the user. */
@injectable()
export class PlanOfferService implements PlanOffers {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(GatewayBilling)
    protected readonly billing: GatewayBilling;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    @inject(DatabaseFeatureGate)
    protected readonly gate: DatabaseFeatureGate;

    @inject(PlanContribution)
    protected readonly plans: PlanContribution;

    @inject(DeclinedOffers)
    protected readonly declined: DeclinedOffers;

    async offerFor(error: CloudError): Promise<PlanOffer | undefined> {
        const need = needOf(error);
        const userId = this.session.user?.id;
        if (need === undefined || userId === undefined || this.declined.isDeclined(userId, need.name)) {
            return undefined;
        }
        const { sentence, actions } = await this.offer(need);
        return {
            sentence,
            actions: [
                ...actions,
                {
                    label: nls.localize('sanyam/plan/notNow', 'Not Now'),
                    run: async () => this.declined.decline(userId, need.name)
                }
            ]
        };
    }

    offerOf(feature: string): Promise<PlanOffer> {
        return this.offer(featureNeed(feature));
    }

    showPlans(): Promise<void> {
        return this.plans.show();
    }

    private async offer(need: Need): Promise<PlanOffer> {
        const tier = await this.smallest(need);
        const label = nls.localize('sanyam/plan/howToUpgrade', 'How to Upgrade');
        return {
            sentence: tier === undefined ? undefined : need.helps(tier),
            actions: [{ label, run: () => this.plans.show(tier) }]
        };
    }

    /** Returns the smallest tier to offer. Undefined if there is none, or if the cloud does not answer. */
    private async smallest(need: Need): Promise<string | undefined> {
        try {
            const [tiers, own, sold] = await Promise.all([
                new CloudTiers(this.database).list(),
                this.licenses.tierLimits(),
                this.billing.plans().catch(() => undefined)
            ]);
            const columns = comparedColumns(tiers, this.gate);
            return smallestTier(tiers, columns, own.tier, need.isMet, sold);
        } catch {
            return undefined;
        }
    }
}

/** The details of a limit of another user's plan have no `upgrade_url`: an offer would not help. */
function needOf({ code, details }: CloudError): Need | undefined {
    if (typeof details['upgrade_url'] !== 'string') {
        return undefined;
    }
    switch (code) {
        case 'FEATURE_NOT_AVAILABLE': {
            const feature = featureDetailsSchema.safeParse(details).data?.feature;
            return feature === undefined ? undefined : featureNeed(feature);
        }
        case 'DOCUMENT_TOO_LARGE': {
            const size = documentSizeDetailsSchema.safeParse(details).data?.size;
            const isMet = ({ max_document_size_bytes: limit }: TierList[number]): boolean =>
                limit === null || (size !== undefined && size <= limit);
            const helps = (tier: string): string =>
                nls.localize('sanyam/plan/allowsSize', 'The plan “{0}” allows this size.', tier);
            return { name: 'max_document_size_bytes', helps, isMet };
        }
        case 'TIER_LIMIT_EXCEEDED': {
            const { limit_name: name, limit } = tierLimitDetailsSchema.safeParse(details).data ?? {};
            const isMet = (row: TierList[number]): boolean => {
                const value = column(row, name ?? '');
                return value === null || (typeof value === 'number' && value > (limit ?? Infinity));
            };
            const helps = (tier: string): string =>
                nls.localize('sanyam/plan/allowsMore', 'The plan “{0}” allows more.', tier);
            return name === undefined ? undefined : { name, helps, isMet };
        }
        default:
            return undefined;
    }
}

function featureNeed(feature: string): Need {
    return {
        name: feature,
        helps: tier => nls.localize('sanyam/plan/includes', 'The plan “{0}” includes it.', tier),
        isMet: row => column(row, `has_${feature}`) === true
    };
}

function column(row: TierList[number], name: string): unknown {
    return (row as Record<string, unknown>)[name];
}
