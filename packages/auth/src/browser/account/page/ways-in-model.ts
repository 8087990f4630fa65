// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';
import { AccountClient, type WayIn } from '../../../common/account/user-account';
import { providerMethods } from '../../../common/sign-in/methods/provider-methods';
import type { RedirectMethod } from '../../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../../common/sign-in/sign-in';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import { ProviderVisit, type VisitedPage } from '../../sign-in/provider-visit';
import { AccountPageModel } from './account-page-model';

/** A provider that can be linked. */
export type LinkableProvider = Extract<RedirectMethod, { kind: 'oauth' }>;

/** A visit at a provider. */
export interface Linking {
    readonly label: string;
    /** The page of the provider, if another program shows it. */
    readonly page: VisitedPage | undefined;
    readonly cancel: () => void;
}

/** The providers that the user links and unlinks. */
@injectable()
export class WaysInModel {
    @inject(AccountPageModel)
    protected readonly page: AccountPageModel;

    @inject(AccountClient)
    protected readonly accounts: AccountClient;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(ProviderVisit)
    protected readonly visits: ProviderVisit;

    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;
    private present: Linking | undefined;
    private offered: readonly LinkableProvider[] = [];

    /** The providers on offer that the account does not have yet. */
    get linkable(): readonly LinkableProvider[] {
        const linked = new Set(this.page.account?.waysIn.map(({ provider }) => provider));
        return this.offered.filter(({ provider }) => !linked.has(provider));
    }

    /** Asks the auth server what it offers. Without an answer, nothing can be linked. Never rejects. */
    async refresh(): Promise<void> {
        try {
            const methods = providerMethods(await this.signIn.settings(), this.configuration.signInProviders);
            // With a session of what only some plans include, a user of another plan could not save any more.
            this.offered = methods.filter(isForEveryPlan);
        } catch (error) {
            console.warn('Could not read which providers can be linked.', error);
        }
        this.didChange.fire();
    }

    /** The visit at a provider that is not over. */
    get linking(): Linking | undefined {
        return this.present;
    }

    /**
     * Leads the user to a provider, which leads back: in a browser to another window, as a rule.
     *
     * @returns whether the provider is linked now, and the user came back to this window
     */
    async link({ provider, label }: LinkableProvider): Promise<boolean> {
        this.cancel();
        const controller = new AbortController();
        const { signal } = controller;
        const cancel = (): void => controller.abort();
        const show = (page?: VisitedPage): void => {
            if (!signal.aborted) {
                this.present = { label, page, cancel };
                this.didChange.fire();
            }
        };
        show();
        try {
            const pageOf = (returnTo?: string): Promise<string> =>
                this.accounts.addressToLink(provider, signal, returnTo);
            await this.visits.visit({ pageOf, signal, show });
        } catch (error) {
            if (!(error instanceof SignInError && error.failure === 'canceled')) {
                throw error;
            }
        } finally {
            // Another visit may have begun.
            if (this.present?.cancel === cancel) {
                this.present = undefined;
                this.didChange.fire();
            }
        }
        if (!signal.aborted) {
            await this.page.refresh();
        }
        return !signal.aborted;
    }

    /** Stays in this window. */
    cancel(): void {
        this.present?.cancel();
    }

    async unlink(way: WayIn): Promise<void> {
        await this.page.show(this.accounts.unlink(way));
    }
}

function isForEveryPlan(method: RedirectMethod): method is LinkableProvider {
    return method.kind === 'oauth' && method.tiers === undefined;
}
