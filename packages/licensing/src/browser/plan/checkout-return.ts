// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession, PlanOffers, SignInService, type AccountOverview } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { z } from 'zod';
import { LicenseValidator } from '../../common/license-validator';
import { PlanModel } from './plan-model';

/** Milliseconds between looks for a payment that has just been made. */
const INTERVAL = 2000;

/** After as many looks, the page about the plan still follows, but nothing says that the payment is awaited. */
const LOOKS = 30;

const PARAMETER = 'checkout';

/** Where a checkout waits for a sign-in, which can leave the page. */
const KEY = 'sanyam.checkout';

const checkoutSchema = z.object({
    /** The outcome of the payment, as the address has it. */
    outcome: z.string(),
    /** The user who paid. Nobody else hears of it. Undefined if the session had ended before the return. */
    userId: z.string().optional()
});
type Checkout = z.infer<typeof checkoutSchema>;

/** What the payment service says about the payment, by the outcome in the address. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
    ['success', nls.localize('sanyam/plan/checkoutPaid', 'The payment service says that your payment went through.')],
    ['canceled', nls.localize('sanyam/plan/checkoutCanceled', 'You did not pay, so your plan stays as it is.')]
]);

/**
 * Welcomes a user who comes back from the page on which to pay. The session may have ended meanwhile, or the window may be
 * another one: then the sign-in dialog says first whether they paid.
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
        const outcome = address.searchParams.get(PARAMETER);
        const checkout = outcome === null ? waiting() : { outcome };
        if (checkout === undefined) {
            return;
        }
        // A reload must not welcome again.
        address.searchParams.delete(PARAMETER);
        window.history.replaceState(window.history.state, '', address);
        void this.welcome(checkout);
    }

    private async welcome({ outcome, userId }: Checkout): Promise<void> {
        await this.session.ready;
        const checkout: Checkout = { outcome, userId: userId ?? this.session.user?.id };
        if (this.isOther(checkout)) {
            return forget();
        }
        await this.plans.showPlans();
        const sentence = SENTENCES.get(outcome);
        if (sentence === undefined) {
            return forget();
        }
        const paid = await this.payerSignedIn(checkout, sentence);
        if (paid !== undefined && outcome === 'success') {
            await this.awaitPayment(paid, sentence);
        } else if (paid !== undefined) {
            await this.messages.info(sentence);
        }
    }

    /** Returns whether another user than the one who paid is signed in. */
    private isOther({ userId }: Checkout): boolean {
        const { user } = this.session;
        return user !== undefined && userId !== undefined && user.id !== userId;
    }

    /**
     * Asks a user who is signed out to sign in, with a sentence about the payment. Resolves with the user when they are
     * signed in, and with undefined when somebody else is, or when the user closes the notice.
     */
    private async payerSignedIn(checkout: Checkout, sentence: string): Promise<Checkout | undefined> {
        window.sessionStorage.setItem(KEY, JSON.stringify(checkout));
        await this.askToSignIn(`${sentence} ${nls.localize('sanyam/plan/signIn', 'Sign in to see your plan.')}`);
        forget();
        const { user } = this.session;
        return user === undefined || this.isOther(checkout) ? undefined : { ...checkout, userId: user.id };
    }

    /** Resolves when somebody is signed in, or when the user closes the notice. */
    private async askToSignIn(reason: string): Promise<void> {
        if ((await this.signIn.requireUser(reason)) !== undefined) {
            return;
        }
        const ended = Promise.withResolvers<void>();
        const subscription = this.session.onDidChange(({ user }) => {
            if (user !== undefined) {
                ended.resolve();
            }
        });
        void this.remind(reason).then(isClosed => isClosed && ended.resolve());
        await ended.promise;
        subscription.dispose();
    }

    /** The sentence stays on the screen after the dialog has gone. Returns whether the user closed it. */
    private async remind(reason: string): Promise<boolean> {
        const signIn = nls.localize('sanyam/plan/signInButton', 'Sign In');
        while ((await this.messages.info(reason, signIn)) === signIn) {
            if ((await this.signIn.requireUser(reason)) !== undefined) {
                return false;
            }
        }
        return true;
    }

    private async awaitPayment(checkout: Checkout, sentence: string): Promise<void> {
        const progress = await this.messages.showProgress({
            text: nls.localize('sanyam/plan/awaiting', 'Waiting for the payment to arrive…')
        });
        let isSignedOut = false;
        const watch = this.session.onDidChange(({ kind }) => (isSignedOut ||= kind === 'signed-out'));
        const account = await this.paidAccount(checkout);
        watch.dispose();
        progress.cancel();
        if (isSignedOut || this.isOther(checkout)) {
            return;
        }
        if (account === undefined && this.session.user === undefined) {
            const again = await this.payerSignedIn(checkout, sentence);
            return again && this.awaitPayment(again, sentence);
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

    private async paidAccount({ userId }: Checkout): Promise<AccountOverview | undefined> {
        for (let look = 0; look < LOOKS && this.session.user?.id === userId; look++) {
            const account = await this.source.overview().catch(() => undefined);
            if (account?.subscription?.is_active && account.subscription.tier === account.profile.tier) {
                return account;
            }
            await new Promise(resolve => setTimeout(resolve, this.pause));
        }
        return undefined;
    }
}

/** Reads what a sign-in interrupted. Undefined if there is nothing. */
function waiting(): Checkout | undefined {
    const text = window.sessionStorage.getItem(KEY);
    if (text === null) {
        return undefined;
    }
    try {
        return checkoutSchema.safeParse(JSON.parse(text)).data;
    } catch {
        // Of an earlier release.
        return { outcome: text };
    }
}

function forget(): void {
    window.sessionStorage.removeItem(KEY);
}
