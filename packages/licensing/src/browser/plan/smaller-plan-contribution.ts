// SPDX-License-Identifier: MIT

import { CloudTiers, DatabaseSession } from '@sanyam/store';
import { AuthSession, PlanOffers } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { LicenseValidator } from '../../common/license-validator';
import { warnOfPlan } from './session-notice';
import { LastPlans, smallerPlanSentence } from './smaller-plan';

/** Tells the user that the plan got smaller, and what became read-only. It can have happened while no window was open. */
@injectable()
export class SmallerPlanContribution implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(PlanOffers)
    protected readonly plans: PlanOffers;

    @inject(LastPlans)
    protected readonly last: LastPlans;

    protected previews: Pick<CloudTiers, 'preview'>;

    @postConstruct()
    protected init(): void {
        this.previews = new CloudTiers(this.database);
    }

    onStart(): void {
        this.licenses.onDidChange(() => void this.look());
    }

    /** Compares the license with the last plan of this user in this browser. */
    async look(): Promise<void> {
        const [license, userId] = [this.licenses.known, this.session.user?.id];
        if (license === undefined || userId === undefined) {
            return;
        }
        const { tier } = license.limits;
        const before = this.last.exchange(userId, tier);
        if (before === undefined || license.includedTiers.includes(before)) {
            return;
        }
        const preview = await this.previews.preview(tier).catch(() => undefined);
        const readOnly = preview?.over_limit_documents ?? { count: 0, items: [] };
        const show = nls.localize('sanyam/plan/command', 'Plan and Usage');
        if (this.session.user?.id !== userId) {
            return;
        }
        const sentence = smallerPlanSentence(before, tier, readOnly);
        if ((await warnOfPlan(this.messages, this.session, sentence, show)) === show) {
            await this.plans.showPlans();
        }
    }
}
