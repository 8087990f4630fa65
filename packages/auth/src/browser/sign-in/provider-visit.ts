// SPDX-License-Identifier: MIT

import { LeavePreparation } from '@sanyam/types';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { sentence } from '../../common/sign-in/sentence';
import { SignInError } from '../../common/sign-in/sign-in-error';
import type { ReturnPurpose } from '../../common/sign-in/sign-in-return';
import { FallbackSessionVault } from '../session/fallback-session-vault';
import { aborted } from './aborted';
import { leaveWindow } from './leave-window';

/** Returns the address to which the links of mails, and providers, lead back. */
export const ReturnAddress = Symbol('ReturnAddress');
export type ReturnAddress = (purpose: ReturnPurpose) => string;

/** The page of a provider, which another program may show. */
export interface VisitedPage {
    readonly address: string;
    /** Whether a browser opened. */
    readonly isOpen: boolean;
    /** Copies the address. Returns whether that worked. */
    readonly copy: () => Promise<boolean>;
}

/** A visit to the page of a provider. */
export interface VisitRequest {
    /** Requests the address of the page, which leads back to `returnTo`, or to this window. */
    readonly pageOf: (returnTo?: string) => Promise<string>;
    /** The user cancels. */
    readonly signal: AbortSignal;
    /** Shows the address while another program has the page. */
    readonly show: (page: VisitedPage) => unknown;
}

/** Leads the user to the page of a provider. The desktop application replaces it. */
export const ProviderVisit = Symbol('ProviderVisit');
export interface ProviderVisit {
    /**
     * Resolves when the user is signed in, or stays.
     *
     * @throws SignInError if the user does not come back, or comes back with an error
     */
    visit(request: VisitRequest): Promise<void>;
}

/** Leads this window to the page of the provider. */
@injectable()
export class VisitInThisWindow implements ProviderVisit {
    @inject(FallbackSessionVault)
    protected readonly vault: Pick<FallbackSessionVault, 'isInMemory'>;

    @inject(LeavePreparation)
    @optional()
    protected readonly preparation: LeavePreparation | undefined;

    async visit({ pageOf, signal }: VisitRequest): Promise<void> {
        const address = await pageOf();
        // The attempt must still be known when the page leads back.
        if (this.vault.isInMemory) {
            throw new SignInError(
                'other',
                sentence(
                    'sanyam/auth/noReturn',
                    'This browser cannot keep a sign-in while another page is open. Sign in with a password, or with the code of an email.'
                )
            );
        }
        await leaveWindow(address, signal, this.preparation);
        // The page of the provider replaces this one, unless the user stays.
        await aborted(signal);
    }
}
