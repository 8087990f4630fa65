// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';
import { AccountClient, type WayIn } from '../../../common/account/user-account';
import { providerMethods } from '../../../common/sign-in/methods/provider-methods';
import type { RedirectMethod } from '../../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../../common/sign-in/sign-in';
import { DialogSignInService } from '../../sign-in/dialog-sign-in-service';
import { AccountPageModel } from './account-page-model';

/** A provider that can be linked. */
export type LinkableProvider = Extract<RedirectMethod, { kind: 'oauth' }>;

/** The providers that the user links and unlinks. */
@injectable()
export class WaysInModel {
    @inject(AccountPageModel)
    protected readonly page: AccountPageModel;

    @inject(AccountClient)
    protected readonly accounts: AccountClient;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(DialogSignInService)
    protected readonly dialogs: DialogSignInService;

    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;
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
            this.offered = methods.filter(method => method.kind === 'oauth');
        } catch (error) {
            console.warn('Could not read which providers can be linked.', error);
        }
        this.didChange.fire();
    }

    /** Leads this window to a provider, which leads back. */
    async link({ provider }: LinkableProvider): Promise<void> {
        await this.dialogs.leave(await this.accounts.addressToLink(provider), new AbortController().signal);
    }

    async unlink(way: WayIn): Promise<void> {
        await this.page.show(this.accounts.unlink(way));
    }
}
