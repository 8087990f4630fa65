// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { DeclinedOffers } from '../declined-offers';
import { PlanContribution } from './plan-contribution';
import { warnOfPlan } from './session-notice';
import { subscriptionNotice } from './subscription-notice';

/** Tells the user when they sign in, and when the IDE starts, that the plan ends without a payment, or has. */
@injectable()
export class SubscriptionNoticeContribution implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(PlanContribution)
    protected readonly plans: PlanContribution;

    @inject(DeclinedOffers)
    protected readonly declined: DeclinedOffers;

    /** The last notice of this session: it comes once. */
    private told: string | undefined;

    onStart(): void {
        this.session.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
                // The notice of the session before is closed.
                this.told = undefined;
            }
            if (kind === 'restored' || kind === 'signed-in') {
                void this.look();
            }
        });
        void this.session.ready.then(() => this.look());
    }

    private async look(): Promise<void> {
        const userId = this.session.user?.id;
        if (userId === undefined) {
            return;
        }
        // Without an answer there is nothing to tell: the Cloud view says that the cloud cannot be reached.
        const account = await this.source.overview().catch(() => undefined);
        const notice = account && subscriptionNotice(account);
        if (
            !notice?.isProblem ||
            this.told === `${userId} ${notice.id}` ||
            this.declined.isDeclined(userId, notice.id)
        ) {
            return;
        }
        this.told = `${userId} ${notice.id}`;
        const show = nls.localize('sanyam/plan/command', 'Plan and Usage');
        const notNow = nls.localize('sanyam/plan/notNow', 'Not Now');
        const answer = await warnOfPlan(this.messages, this.session, notice.sentence, show, notNow);
        if (answer === show) {
            await this.plans.show();
        } else if (answer === notNow) {
            this.declined.decline(userId, notice.id);
        }
    }
}
