// SPDX-License-Identifier: MIT

import type { OpenHandler } from '@theia/core/lib/browser/opener-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SignInReturnContribution } from '../browser/sign-in/return/sign-in-return-contribution';
import { isSignInLink } from '../common/desktop/link-address';
import { parseSignInReturn } from '../common/sign-in/sign-in-return';

/** Above the handlers of cloud documents, whose links have the same scheme. */
const PRIORITY = 10_000;

/** Opens the links of mails that lead back to a sign-in: the system gives them to the desktop application. */
@injectable()
export class SignInLinkHandler implements OpenHandler {
    readonly id = 'sanyam-sign-in-link';

    @inject(SignInReturnContribution)
    protected readonly returns: Pick<SignInReturnContribution, 'receive'>;

    canHandle(uri: URI): number {
        const url = URL.parse(addressOf(uri));
        return url !== null && isSignInLink(url) ? PRIORITY : 0;
    }

    async open(uri: URI): Promise<undefined> {
        const returned = parseSignInReturn(new URL(addressOf(uri)));
        if (returned) {
            await this.returns.receive(returned);
        }
        return undefined;
    }
}

/** Theia's URI has a decoded query, and encodes more of it than a query needs. Codes and ids have no characters that matter. */
function addressOf(uri: URI): string {
    return uri.toString(true);
}
