// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession, type AccountOverview } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { LicenseValidator } from '../../common/license-validator';
import { PlanContribution } from './plan-contribution';
import { PlanModel } from './plan-model';

/** Milliseconds between looks for a payment that has just been made. */
const INTERVAL = 2000;

/** After as many looks, the page about the plan still follows, but nothing says that the payment is awaited. */
const LOOKS = 30;

const PARAMETER = 'checkout';

/** Welcomes a user who comes back from the page on which to pay. */
@injectable()
export class CheckoutReturn implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(PlanContribution)
    protected readonly plans: PlanContribution;

    @inject(PlanModel)
    protected readonly model: PlanModel;

    onDidInitializeLayout(): void {
        const address = new URL(window.location.href);
        const outcome = address.searchParams.get(PARAMETER);
        if (outcome === null) {
            return;
        }
        // A reload must not welcome again.
        address.searchParams.delete(PARAMETER);
        window.history.replaceState(window.history.state, '', address);
        void this.welcome(outcome);
    }

    private async welcome(outcome: string): Promise<void> {
        await this.session.ready;
        await this.plans.show();
        if (outcome === 'canceled') {
            await this.messages.info(
                nls.localize('sanyam/plan/checkoutCanceled', 'You did not pay, so your plan stays as it is.')
            );
        } else if (outcome === 'success') {
            await this.awaitPayment();
        }
    }

    private async awaitPayment(): Promise<void> {
        const progress = await this.messages.showProgress({
            text: nls.localize('sanyam/plan/awaiting', 'Waiting for the payment to arrive…')
        });
        const account = await this.paidAccount();
        progress.cancel();
        this.licenses.invalidate();
        await this.model.refresh();
        await this.messages.info(
            account
                ? nls.localize('sanyam/plan/thanks', 'Thank you. Your plan is now “{0}”.', account.profile.tier)
                : nls.localize(
                      'sanyam/plan/late',
                      'Your payment has not arrived yet. Your plan changes as soon as it does.'
                  )
        );
    }

    private async paidAccount(): Promise<AccountOverview | undefined> {
        for (let look = 0; look < LOOKS && this.session.user !== undefined; look++) {
            const account = await this.source.overview().catch(() => undefined);
            if (account?.subscription?.is_active && account.subscription.tier === account.profile.tier) {
                return account;
            }
            await new Promise(resolve => setTimeout(resolve, INTERVAL));
        }
        return undefined;
    }
}
