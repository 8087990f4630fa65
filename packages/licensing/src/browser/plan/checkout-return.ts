// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession, PlanOffers, SignInService, type AccountOverview } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { LicenseValidator } from '../../common/license-validator';
import { PlanModel } from './plan-model';

/** Milliseconds between looks for a payment that has just been made. */
const INTERVAL = 2000;

/** After as many looks, the page about the plan still follows, but nothing says that the payment is awaited. */
const LOOKS = 30;

const PARAMETER = 'checkout';

/** Where the outcome waits for a sign-in, which can leave the page. */
const KEY = 'sanyam.checkout';

/** What the payment service says about the payment, by the outcome in the address. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
    ['success', nls.localize('sanyam/plan/checkoutPaid', 'The payment service says that your payment went through.')],
    ['canceled', nls.localize('sanyam/plan/checkoutCanceled', 'You did not pay, so your plan stays as it is.')]
]);

/**
 * Welcomes a user who comes back from the page on which to pay. The session may have ended meanwhile, or the window may be
 * another one: then the user hears first what became of the payment.
 */
@injectable()
export class CheckoutReturn implements FrontendApplicationContribution {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(PlanOffers)
    protected readonly plans: PlanOffers;

    @inject(PlanModel)
    protected readonly model: PlanModel;

    protected readonly pause: number = INTERVAL;

    onDidInitializeLayout(): void {
        const address = new URL(window.location.href);
        const outcome = address.searchParams.get(PARAMETER) ?? window.sessionStorage.getItem(KEY);
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
        await this.plans.showPlans();
        const sentence = SENTENCES.get(outcome);
        if (sentence === undefined) {
            return;
        }
        await this.signedIn(outcome, sentence);
        if (outcome === 'success') {
            await this.awaitPayment(outcome, sentence);
        } else {
            await this.messages.info(sentence);
        }
    }

    /** Asks a user who is signed out to sign in, with a sentence about the payment. Resolves when somebody is signed in. */
    private async signedIn(outcome: string, sentence: string): Promise<void> {
        window.sessionStorage.setItem(KEY, outcome);
        await this.askToSignIn(`${sentence} ${nls.localize('sanyam/plan/signIn', 'Sign in to see your plan.')}`);
        window.sessionStorage.removeItem(KEY);
    }

    private async askToSignIn(reason: string): Promise<void> {
        if ((await this.signIn.requireUser(reason)) !== undefined) {
            return;
        }
        const signedIn = new Promise<void>(resolve => {
            const subscription = this.session.onDidChange(({ user }) => {
                if (user !== undefined) {
                    subscription.dispose();
                    resolve();
                }
            });
        });
        void this.remind(reason);
        await signedIn;
    }

    /** The sentence stays on the screen after the dialog has gone. */
    private async remind(reason: string): Promise<void> {
        const signIn = nls.localize('sanyam/plan/signInButton', 'Sign In');
        if ((await this.messages.info(reason, { timeout: 0 }, signIn)) === signIn) {
            await this.signIn.requireUser(reason);
        }
    }

    private async awaitPayment(outcome: string, sentence: string): Promise<void> {
        const progress = await this.messages.showProgress({
            text: nls.localize('sanyam/plan/awaiting', 'Waiting for the payment to arrive…')
        });
        const account = await this.paidAccount();
        progress.cancel();
        if (account === undefined && this.session.user === undefined) {
            await this.signedIn(outcome, sentence);
            return this.awaitPayment(outcome, sentence);
        }
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
            await new Promise(resolve => setTimeout(resolve, this.pause));
        }
        return undefined;
    }
}
