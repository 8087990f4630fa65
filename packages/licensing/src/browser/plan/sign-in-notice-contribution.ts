// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession, SignInService } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandService } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { PlanContribution } from './plan-contribution';
import { warnOfPlan } from './session-notice';

/** Of the package for signing in. It asks about unsaved text first. */
const SIGN_OUT = 'sanyam.signOut';

/** Tells the user when they sign in, and when the IDE starts, that their plan does not include this way to sign in. */
@injectable()
export class SignInNoticeContribution implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(PlanContribution)
    protected readonly plans: PlanContribution;

    @inject(CommandService)
    protected readonly commands: CommandService;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    /** The notice of this session comes once. */
    private told: string | undefined;

    onStart(): void {
        this.session.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
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
        // Without an answer there is nothing to tell: what is refused later says why.
        const refusal = (await this.source.overview().catch(() => undefined))?.sign_in_refusal;
        if (!refusal || this.told === userId || this.session.user?.id !== userId) {
            return;
        }
        this.told = userId;
        const sentence = nls.localize(
            'sanyam/plan/signInRefused',
            'Your plan “{0}” does not include this way to sign in. You can read and export your cloud documents, but change nothing.',
            refusal.tier ?? ''
        );
        const show = nls.localize('sanyam/plan/seePlans', 'See Plans');
        const other = nls.localize('sanyam/plan/signInOtherWay', 'Sign In Another Way');
        const answer = await warnOfPlan(this.messages, this.session, sentence, show, other);
        if (answer === show) {
            await this.plans.show(refusal.required_tier ?? undefined);
        } else if (answer === other) {
            await this.signInAnew();
        }
    }

    private async signInAnew(): Promise<void> {
        await this.commands.executeCommand(SIGN_OUT);
        if (this.session.user === undefined) {
            await this.signIn.requireUser(
                nls.localize('sanyam/plan/chooseOtherWay', 'Sign in another way to change your cloud documents.')
            );
        }
    }
}
