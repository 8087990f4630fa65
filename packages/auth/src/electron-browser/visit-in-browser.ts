// SPDX-License-Identifier: MIT

import { ClipboardService } from '@theia/core/lib/browser/clipboard-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { aborted } from '../browser/sign-in/aborted';
import type { ProviderVisit, VisitRequest } from '../browser/sign-in/provider-visit';
import { DesktopSignIn, type ReturnPageTexts } from '../common/desktop/desktop-sign-in';
import { canceledError } from '../common/sign-in/describe-auth-error';
import { wrongState } from '../common/sign-in/return-errors';
import { sentence } from '../common/sign-in/sentence';
import { SignIn } from '../common/sign-in/sign-in';
import { SignInError } from '../common/sign-in/sign-in-error';
import { parseSignInReturn } from '../common/sign-in/sign-in-return';

/** Shows the page of a provider in the browser of the system, and waits for the return. */
@injectable()
export class VisitInBrowser implements ProviderVisit {
    @inject(DesktopSignIn)
    protected readonly desktop: DesktopSignIn;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(ClipboardService)
    protected readonly clipboard: Pick<ClipboardService, 'writeText'>;

    async visit({ pageOf, signal, show }: VisitRequest): Promise<void> {
        const way = await this.desktop.begin(pageTexts());
        try {
            const address = await pageOf(way.address);
            const isOpen = !signal.aborted && (await this.desktop.open(address));
            show({ address, isOpen, copy: () => this.copy(address) });
            const query = await Promise.race([this.desktop.returned(way.id), aborted(signal)]);
            if (signal.aborted) {
                throw canceledError(signal.reason);
            }
            await this.complete(query, signal);
        } finally {
            await this.desktop.end(way.id);
        }
    }

    /** Signs in with the query of the return. */
    protected async complete(query: string | undefined, signal: AbortSignal): Promise<void> {
        if (query === undefined) {
            throw tooLate();
        }
        const returned = parseSignInReturn({ search: query, hash: '' });
        if (returned?.code === undefined || returned.error) {
            throw returned?.error ?? wrongState();
        }
        await this.signIn.withReturnedCode(returned.code, returned.flowId, signal);
    }

    protected async copy(address: string): Promise<boolean> {
        try {
            await this.clipboard.writeText(address);
            return true;
        } catch (error) {
            console.warn(error);
            return false;
        }
    }
}

function tooLate(): SignInError {
    return new SignInError(
        'other',
        sentence(
            'sanyam/auth/tooLate',
            'The browser did not come back within two minutes. Sign in again, or sign in another way.'
        )
    );
}

function pageTexts(): ReturnPageTexts {
    return {
        language: nls.locale ?? nls.defaultLocale,
        done: nls.localize('sanyam/auth/returnDone', 'You can close this tab, and go back to Sanyam.'),
        failed: nls.localize('sanyam/auth/returnFailed', 'The sign-in failed. Go back to Sanyam to see why.'),
        refused: nls.localize('sanyam/auth/returnRefused', 'This address belongs to no sign-in that Sanyam waits for.')
    };
}
