// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type Stripe from 'stripe';
import type { BillingSettings } from './billing-settings';
import { variableOf } from './price-variable';
import { canBeSold, readPrice } from './read-price';
import type { SoldTiers } from './sold-tiers';
import { kindOfError } from './stripe-client';

/** Compares the settings with `tier_limits` and with Stripe, so that the operator and not a buyer finds what is wrong. */
export class SettingsCheck {
    constructor(
        private readonly stripe: Stripe,
        private readonly settings: Pick<BillingSettings, 'prices' | 'secretKey'>,
        private readonly sold: SoldTiers,
        private readonly log: Logger
    ) {}

    /** Logs a warning for each setting that sells nothing. Never rejects: a gateway also starts without Stripe. */
    async run(): Promise<void> {
        try {
            await this.compareTiers();
            for (const [setting, ids] of this.settings.prices) {
                for (const id of ids) {
                    await this.comparePrice(setting, id);
                }
            }
        } catch (error) {
            this.log.warn({ failure: kindOfError(error) }, 'the settings of billing could not be compared with Stripe');
        }
    }

    private async compareTiers(): Promise<void> {
        const sold = new Set([...(await this.sold.read()).keys()].map(variableOf));
        for (const setting of this.settings.prices.keys()) {
            if (!sold.has(setting)) {
                this.log.warn(
                    { setting },
                    `${setting} sells nothing: tier_limits has not exactly one tier of that name`
                );
            }
        }
    }

    private async comparePrice(setting: string, id: string): Promise<void> {
        const price = await readPrice(this.stripe, id);
        const isLive = /_live_/.test(this.settings.secretKey);
        const mode = isLive ? 'live' : 'test';
        if (price === undefined || price.livemode === !isLive) {
            this.log.warn({ setting, price: id }, `${setting} has a price that Stripe does not have in ${mode} mode`);
        } else if (!canBeSold(price)) {
            this.log.warn({ setting, price: id }, `${setting} has a price that ${whyNotSold(price)}`);
        }
    }
}

function whyNotSold({ active, recurring }: Stripe.Price): string {
    if (!active) {
        return 'is archived';
    }
    return recurring ? 'is paid neither by the month nor by the year' : 'is paid only once';
}
